#pragma once

#include "interpreter/connection/SshArguments.hpp"
#include "interpreter/connection/Transport.hpp"
#include "modules/system/Descriptor.hpp"

// Known to the few files of this folder whose names begin with Ssh, and to nobody else.
#include <libssh/libssh.h>

#include <memory>
#include <string>

namespace interpreter {

/// Where a host is and as whom, when the inventory, the arguments and ~/.ssh/config have all been heard.
struct SshTarget {
    std::string host;
    std::uint16_t port = 22;
    std::string user;
    std::string proxy_command;
    std::vector<std::string> jumps;
};

/// One libssh session. It never blocks: every step is repeated until the deadline.
class SshSession {
  public:
    using Clock = Transport::Clock;

    /// Reads the configuration. Throws HostUnreachable.
    SshSession(const ConnectionSettings& settings, const SshArguments& arguments);
    ~SshSession();
    SshSession(const SshSession&) = delete;
    SshSession& operator=(const SshSession&) = delete;

    [[nodiscard]] const SshTarget& target() const { return target_; }
    /// Greets over a connected socket, checks the host's key, logs in. Throws HostUnreachable.
    void log_in(modules::Descriptor socket, Clock::time_point deadline);

    /// A program, or (forward) a connection that the host makes for us.
    std::unique_ptr<Channel> run(const std::shared_ptr<SshSession>& self, const std::string& command,
                                 Clock::time_point deadline);
    std::unique_ptr<Channel> forward(const std::shared_ptr<SshSession>& self, const std::string& host,
                                     std::uint16_t port, Clock::time_point deadline);

    /// Handles packets until the deadline, until `also` can be read, or until something happened. Throws
    /// HostUnreachable when the session is gone.
    void wait(int also, Clock::time_point deadline);
    /// Data, an end or room came since wait() was last called; channels set it.
    void note_arrival() { arrived_ = true; }

    [[nodiscard]] ssh_session handle() const { return session_; }
    [[nodiscard]] const ConnectionSettings& settings() const { return settings_; }
    [[nodiscard]] const SshArguments& arguments() const { return arguments_; }
    [[nodiscard]] std::string error_text() const;
    /// Repeats a step that answers SSH_AGAIN. `doing` completes "NAME did not … in time".
    template <class Step>
    int repeat(Step step, int again, Clock::time_point deadline, const std::string& doing) {
        int answer = step();
        while (answer == again) {
            wait_for_packets(deadline, doing);
            answer = step();
        }
        return answer;
    }

  private:
    void configure();
    void set(ssh_options_e option, const void* value, const std::string& what);
    void set_text(ssh_options_e option, const std::string& value, const std::string& what);
    [[nodiscard]] std::string get(ssh_options_e option) const;
    void wait_for_packets(Clock::time_point deadline, const std::string& doing);
    void check_still_there() const;

    ConnectionSettings settings_;
    SshArguments arguments_;
    SshTarget target_;
    ssh_session session_ = nullptr;
    ssh_event event_ = nullptr;
    bool arrived_ = false;
};

/// The local user's, by the account as ssh and libssh take it, not by HOME.
std::string home_directory();
/// Refuses unknown and changed host keys (SshHostKey.cpp). Throws HostUnreachable.
void check_host_key(SshSession& session);
/// Tries every way to log in that the server and the settings allow (SshLogin.cpp). Throws HostUnreachable.
void authenticate(SshSession& session, SshSession::Clock::time_point deadline);

}  // namespace interpreter
