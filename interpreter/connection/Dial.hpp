#pragma once

#include "interpreter/connection/SshArguments.hpp"
#include "modules/system/Descriptor.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace interpreter {

/// A TCP connection to the first of the name's addresses that takes one. The whole, the name's look-up too,
/// ends at the deadline. Throws HostUnreachable.
modules::Descriptor dial(const std::string& address, std::uint16_t port, AddressFamily family,
                         std::chrono::steady_clock::time_point deadline);

/// A command that is spoken to in place of a connection (ssh_config(5), ProxyCommand); ended with its owner.
class ProxyProgram {
  public:
    ProxyProgram() = default;
    ~ProxyProgram();
    ProxyProgram(const ProxyProgram&) = delete;
    ProxyProgram& operator=(const ProxyProgram&) = delete;

    /// Starts it; its socket. Throws HostUnreachable.
    modules::Descriptor start(const std::string& command);
    /// What it said on its error stream, for messages.
    [[nodiscard]] std::string said() const;

  private:
    pid_t process_ = 0;
    modules::Descriptor errors_;
};

/// %h, %p, %r, %n and %% as in ssh_config(5). Throws BadSshArgument for any other.
std::string with_tokens(const std::string& command, const std::string& host, std::uint16_t port,
                        const std::string& user, const std::string& written_host);

}  // namespace interpreter
