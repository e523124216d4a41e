#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// What a private key of OpenSSH shows without its passphrase (OpenSSH's PROTOCOL.key).
struct SshPrivateKey {
    /// ssh-ed25519, ssh-rsa, ecdsa-sha2-nistp256, …
    std::string type;
    /// The public key, as it stands in base64 in a .pub file.
    std::string blob;
    /// Bits: of RSA's and DSA's modulus, of the curve.
    std::int64_t size = 0;
    bool is_encrypted = false;

    /// SHA256:…
    [[nodiscard]] std::string fingerprint() const;
};

/// Nothing for what is no key, or one of another format (PEM).
std::optional<SshPrivateKey> ssh_private_key_in(std::string_view text);

}  // namespace modules
