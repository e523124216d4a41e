#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// The parts of a vault's body: salt, HMAC-SHA256 of the cipher text, cipher text (AES-256-CTR, padded as in
/// PKCS #7). Key, HMAC key and initial counter are 80 bytes of PBKDF2-HMAC-SHA256 with 10000 rounds over
/// password and salt. Source: Ansible, "Vault payload format 1.1 - 1.2".
struct VaultBody {
    std::string salt;
    std::string hmac;
    std::string cipher;
};

/// Nothing when the password is not the one.
std::optional<std::string> open_vault(const VaultBody& body, std::string_view password);
/// With a fresh random salt.
VaultBody close_vault(std::string_view text, std::string_view password);

}  // namespace interpreter
