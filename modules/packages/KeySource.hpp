#pragma once

#include "modules/packages/OpenPgp.hpp"
#include "modules/system/HostView.hpp"

namespace modules {

enum class Certificates { checked, trusted };

/// What an address answers with. Throws Failure ("Failed to download key at …").
std::string key_at(const std::string& address, Certificates certificates, const HostView& host);

/// The same of a server of keys (hkp://keyserver.ubuntu.com:80) for the key with this id.
/// https://datatracker.ietf.org/doc/html/draft-gallagher-openpgp-hkp
std::string key_on_server(const std::string& server, const std::string& id, const HostView& host);

/// Digits of hexadecimal, without 0x, in capitals: 8, 16 or more. Throws Failure ("Invalid key_id").
std::string key_id(std::string_view written);

/// Whether one of the ids of a key is meant: by eight digits, sixteen, or the fingerprint.
bool is_meant(const PgpKey& key, const std::string& id);

}  // namespace modules
