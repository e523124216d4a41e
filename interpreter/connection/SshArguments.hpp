#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace interpreter {

/// What ssh(1) and ssh_config(5) call StrictHostKeyChecking.
enum class UnknownHosts { refuse, accept, accept_and_remember };
enum class AddressFamily { any, ipv4, ipv6 };

/// The options of ssh(1) that ansible_ssh_common_args and ansible_ssh_extra_args may hold. Options that only
/// mean what this program does anyway (ControlPersist, ServerAliveInterval, BatchMode, …) are accepted.
struct SshArguments {
    std::string proxy_command;
    /// [user@]host[:port], in the order of the hops.
    std::vector<std::string> jumps;
    std::string known_hosts_file;
    std::string config_file;
    std::optional<UnknownHosts> unknown_hosts;
    std::optional<std::chrono::seconds> connect_limit;
    std::vector<std::string> identity_files;
    std::string user;
    std::uint16_t port = 0;
    AddressFamily family = AddressFamily::any;
    /// Only keys that were named; neither the ssh-agent's nor the usual files.
    bool named_keys_only = false;
    bool compression = false;
    /// PreferredAuthentications and its kin; empty: all.
    std::vector<std::string> methods;
    std::string host_key_algorithms;
    std::string key_exchange;
    std::string ciphers;
    std::string macs;
    std::string public_key_algorithms;
};

class BadSshArgument : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Throws BadSshArgument for an option that has no meaning here: what is not obeyed is not to be ignored.
SshArguments parse_ssh_arguments(const std::vector<std::string>& words);

}  // namespace interpreter
