#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A public key of OpenPGP with its subkeys (RFC 9580, section 10.1).
struct PgpKey {
    /// All its packets, as they stand in a keyring.
    std::string packets;
    /// Of the key itself; capital hexadecimal. Empty for a key of version 3.
    std::string fingerprint;
    /// The long ids, sixteen capital digits: first the key's own, then those of its subkeys.
    std::vector<std::string> ids;
};

/// The keys in a keyring or in armoured text, of which there may be several. Empty where there is none.
/// Throws Failure where it is damaged, or of a kind that is not known here (GnuPG's keybox).
std::vector<PgpKey> pgp_keys_in(std::string_view content);

/// Packets as armoured text.
std::string pgp_armoured(std::string_view packets);

}  // namespace modules
