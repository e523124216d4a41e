#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// One line of authorized_keys (sshd(8), "AUTHORIZED_KEYS FILE FORMAT").
struct PublicKey {
    std::vector<std::string> options;
    std::string type;
    std::string blob;
    std::string comment;

    [[nodiscard]] std::string line() const;
    /// The same key with the same options (in any order) and comment.
    [[nodiscard]] bool same_as(const PublicKey& other) const;
};

/// Nothing for an empty line, a comment, or what is no key.
std::optional<PublicKey> public_key_in(std::string_view line);

/// "from=\"a,b\",no-pty" as its parts.
std::vector<std::string> key_options_in(std::string_view text);

}  // namespace modules
