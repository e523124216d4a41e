#pragma once

#include "interpreter/connection/SshArguments.hpp"
#include "interpreter/connection/Transport.hpp"
#include "interpreter/connection/WakeUp.hpp"
#include "modules/system/Descriptor.hpp"

#include <memory>
#include <vector>

namespace interpreter {

class SshSession;
class SshTunnel;
class ProxyProgram;
struct SshTarget;

/// A host over SSH (RFC 4251 to 4254): one session, one channel for each program.
class SshTransport final : public Transport {
  public:
    explicit SshTransport(ConnectionSettings settings);
    ~SshTransport() override;

    void open() override;
    std::unique_ptr<Channel> start(const std::string& command) override;
    void wait(Clock::time_point deadline) override;
    void wake() override { wake_up_.ring(); }
    bool woken() override { return wake_up_.answer(); }
    void close() override;

  private:
    void connect(Clock::time_point deadline);
    /// A socket to the target, straight or through the hop before it.
    modules::Descriptor reach(const std::shared_ptr<SshSession>& through, const SshTarget& target,
                              Clock::time_point deadline);

    ConnectionSettings settings_;
    WakeUp wake_up_;
    // In the order in which they carry each other: the session goes first, what it runs over after it.
    std::vector<std::unique_ptr<SshTunnel>> tunnels_;
    std::unique_ptr<ProxyProgram> proxy_;
    std::shared_ptr<SshSession> session_;
};

}  // namespace interpreter
