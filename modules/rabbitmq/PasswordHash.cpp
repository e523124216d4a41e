#include "modules/rabbitmq/PasswordHash.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Base64.hpp"

#include <fmt/format.h>

namespace modules::rabbitmq {

namespace {

constexpr std::size_t salt_length = 4;

std::string in_hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace

std::optional<bool> is_password(std::string_view password, std::string_view hash,
                                std::string_view algorithm) {
    constexpr std::string_view prefix = "rabbit_password_hashing_";
    if (!algorithm.starts_with(prefix)) return std::nullopt;
    const std::optional<DigestKind> kind = digest_named(algorithm.substr(prefix.size()));
    if (!kind) return std::nullopt;
    // What is no base64 decodes to something that no password fits.
    const std::string bytes = from_base64(hash);
    if (bytes.size() <= salt_length) return false;
    const std::string salted = bytes.substr(0, salt_length) + std::string(password);
    return digest_of(*kind, salted) == in_hexadecimal(std::string_view(bytes).substr(salt_length));
}

}  // namespace modules::rabbitmq
