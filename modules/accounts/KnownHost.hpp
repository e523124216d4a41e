#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// One line of known_hosts (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
struct KnownHost {
    /// @cert-authority, @revoked or empty.
    std::string marker;
    /// Names and patterns with commas between, or one name hashed: |1|salt|hash.
    std::string names;
    std::string type;
    std::string key;

    [[nodiscard]] bool is_hashed() const { return names.starts_with("|1|"); }
    /// Is the line about this host? `host` in small letters, [host]:port where the port is not 22.
    [[nodiscard]] bool is_about(std::string_view host) const;
    /// Without a comment.
    [[nodiscard]] std::string line() const;
};

/// Nothing for an empty line, a remark, or what is none.
std::optional<KnownHost> known_host_in(std::string_view line);

/// |1|salt|hash; the salt is of twenty bytes.
std::string hashed_host(std::string_view host, std::string_view salt);

}  // namespace modules
