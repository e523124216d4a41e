#pragma once

#include "interpreter/source/Position.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace interpreter {

enum class ConnectionKind { local, ssh };
enum class HostKeyChecking { refuse_unknown, accept_any };

/// How a host is reached, from ansible_* variables, the command line and the configuration.
struct ConnectionSettings {
    ConnectionKind kind = ConnectionKind::ssh;
    /// What the inventory calls it, for messages.
    std::string host_name;
    /// ansible_host; the name when it says nothing.
    std::string address;
    /// 0: the ssh configuration's, else 22.
    std::uint16_t port = 0;
    /// Empty: the ssh configuration's, else the local user.
    std::string user;
    /// ansible_password; null without one. Text or a secret.
    Value password;
    std::string private_key_file;
    Value private_key_passphrase;
    /// ansible_ssh_common_args and ansible_ssh_extra_args, split as a shell does: -o ProxyCommand=…, -J, -F,
    /// -o UserKnownHostsFile=… and so on.
    std::vector<std::string> ssh_arguments;
    HostKeyChecking host_key_checking = HostKeyChecking::refuse_unknown;
    std::chrono::seconds connect_limit{10};
};

/// As whom a call runs on a host. Default: the login user.
struct Identity {
    bool become = false;
    std::string user = "root";
    /// "sudo" or "su".
    std::string method = "sudo";
    /// The program in place of the method's own: a path, or a name. Empty: the method's.
    std::string executable;
    /// Null: none (sudo -n).
    Value password;
    std::vector<std::string> flags;

    /// What tells one identity's agent from another's on a host.
    [[nodiscard]] std::string key() const {
        return become ? method + ":" + user + (executable.empty() ? "" : ":" + executable) : std::string();
    }
};

}  // namespace interpreter
