#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// The digest in hexadecimal, of any algorithm that OpenSSL knows (md5, sha1, sha256, …); nothing when it
/// knows none.
std::optional<std::string> hex_digest(std::string_view text, const std::string& algorithm);
/// The identifier of a name within a namespace (RFC 4122, version 5). Nothing when the namespace is no UUID.
std::optional<std::string> named_uuid(const std::string& space, std::string_view name);

/// How crypt(3) hashes a password: sha512, sha256, md5 or blowfish (bcrypt), as Ansible's password_hash has
/// it.
struct PasswordHash {
    std::string algorithm = "sha512";
    /// Empty: a random one.
    std::string salt = {};
    std::optional<long> rounds = {};
    std::string identifier = {};
    /// Of a random salt; 0 for as long as the algorithm takes.
    std::size_t salt_size = 0;
};
/// Throws std::invalid_argument with the reason.
std::string hashed_password(const std::string& password, const PasswordHash& wanted);
std::string random_salt(std::size_t length);

}  // namespace interpreter
