#pragma once

#include "interpreter/connection/SshSession.hpp"
#include "interpreter/connection/WakeUp.hpp"

#include <memory>
#include <string>
#include <thread>

namespace interpreter {

/// A hop of ProxyJump: a session with the jump host whose forwarded channel carries the next session. A
/// thread of its own passes the bytes on, because both sessions are libssh's and each wants its own loop.
class SshTunnel {
  public:
    /// Over `jump`, which is logged in, to the next host. Throws HostUnreachable.
    SshTunnel(std::shared_ptr<SshSession> jump, const std::string& host, std::uint16_t port,
              SshSession::Clock::time_point deadline);
    ~SshTunnel();
    SshTunnel(const SshTunnel&) = delete;
    SshTunnel& operator=(const SshTunnel&) = delete;

    /// The socket that the next session runs over.
    [[nodiscard]] modules::Descriptor take_socket() { return std::move(outer_); }

  private:
    void pump();
    bool exchange();

    std::shared_ptr<SshSession> jump_;
    std::unique_ptr<Channel> channel_;
    modules::Descriptor outer_;
    modules::Descriptor inner_;
    WakeUp stop_;
    std::string up_;
    std::string down_;
    std::thread thread_;
};

}  // namespace interpreter
