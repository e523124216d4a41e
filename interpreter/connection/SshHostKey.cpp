#include "interpreter/connection/SshSession.hpp"
#include "modules/value/ShellWords.hpp"

#include <fmt/format.h>

#include <memory>

namespace interpreter {

namespace {

struct KeyFree {
    void operator()(ssh_key_struct* key) const { ssh_key_free(key); }
};

struct HostKey {
    std::string type;
    std::string fingerprint;
};

HostKey host_key_of(ssh_session session) {
    ssh_key raw = nullptr;
    HostKey found{"unknown", "unknown"};
    if (ssh_get_server_publickey(session, &raw) != SSH_OK) return found;
    const std::unique_ptr<ssh_key_struct, KeyFree> key(raw);
    found.type = ssh_key_type_to_char(ssh_key_type(key.get()));
    unsigned char* hash = nullptr;
    std::size_t length = 0;
    if (ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &length) != 0) return found;
    char* text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, length);
    ssh_clean_pubkey_hash(&hash);
    if (text != nullptr) found.fingerprint = text;
    ssh_string_free_char(text);
    return found;
}

/// As ssh-keyscan -t and known_hosts write it: "ssh-ed25519" → "ed25519".
std::string scan_type(const std::string& type) {
    if (type.starts_with("ssh-")) return type.substr(4);
    return type.starts_with("ecdsa") ? "ecdsa" : type;
}

std::string known_hosts_file(const SshSession& session) {
    const std::string& given = session.arguments().known_hosts_file;
    return given.empty() ? home_directory() + "/.ssh/known_hosts" : given;
}

std::string name_in_file(const SshTarget& target) {
    return target.port == 22 ? target.host : fmt::format("[{}]:{}", target.host, target.port);
}

/// The command that makes the host known.
std::string accepting(const SshSession& session, const HostKey& key) {
    const SshTarget& target = session.target();
    const std::string file = modules::shell_quoted(known_hosts_file(session));
    // Reached through something else, a scan from here would ask another machine or none.
    if (!target.jumps.empty() || !target.proxy_command.empty()) {
        std::string through =
            fmt::format("ssh -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={}", file);
        if (!target.proxy_command.empty())
            through += " -o " + modules::shell_quoted("ProxyCommand=" + target.proxy_command);
        for (std::size_t hop = 0; hop < target.jumps.size(); ++hop)
            through += (hop == 0 ? " -J " : ",") + target.jumps[hop];
        return fmt::format("{} -p {} {}@{} true", through, target.port, target.user, target.host);
    }
    return fmt::format("ssh-keyscan -t {} -p {} {} >> {}", scan_type(key.type), target.port, target.host,
                       file);
}

}  // namespace

void check_host_key(SshSession& session) {
    const SshTarget& target = session.target();
    const enum ssh_known_hosts_e known = ssh_session_is_known_server(session.handle());
    if (known == SSH_KNOWN_HOSTS_OK) return;
    const HostKey key = host_key_of(session.handle());
    if (known == SSH_KNOWN_HOSTS_CHANGED)
        throw HostUnreachable(fmt::format("the host key of {} ({} port {}) has CHANGED: it is now {} {}, "
                                          "which {} contradicts. Somebody "
                                          "may be listening between, or the host was installed anew",
                                          session.settings().host_name, target.host, target.port, key.type,
                                          key.fingerprint, known_hosts_file(session)),
                              fmt::format("only if you know why it changed: ssh-keygen -R {} -f {}",
                                          modules::shell_quoted(name_in_file(target)),
                                          modules::shell_quoted(known_hosts_file(session))));
    const UnknownHosts unknown = session.arguments().unknown_hosts.value_or(
        session.settings().host_key_checking == HostKeyChecking::accept_any ? UnknownHosts::accept
                                                                            : UnknownHosts::refuse);
    if (known == SSH_KNOWN_HOSTS_ERROR && unknown != UnknownHosts::accept)
        throw HostUnreachable(fmt::format("the host key of {} cannot be checked: {}",
                                          session.settings().host_name, session.error_text()));
    if (unknown == UnknownHosts::accept) return;
    if (unknown == UnknownHosts::accept_and_remember) {
        if (ssh_session_update_known_hosts(session.handle()) == SSH_OK) return;
        throw HostUnreachable(fmt::format("the host key of {} cannot be written to {}: {}",
                                          session.settings().host_name, known_hosts_file(session),
                                          session.error_text()));
    }
    throw HostUnreachable(
        fmt::format("the host key of {} ({} port {}) is not known: {} {}{}", session.settings().host_name,
                    target.host, target.port, key.type, key.fingerprint,
                    known == SSH_KNOWN_HOSTS_OTHER ? " (keys of other types are known)" : ""),
        "if that is its fingerprint: " + accepting(session, key));
}

}  // namespace interpreter
