#pragma once

#include "modules/network/Fetch.hpp"
#include "modules/system/Digest.hpp"

namespace modules {

/// What a fetched file must hash to.
struct Checksum {
    DigestKind kind = DigestKind::sha1;
    /// In lower-case hexadecimal.
    std::string value;
};

/// Reads "sha256:D982…", or "sha256:https://…", whose file (as sha256sum writes it, or a sum alone) is
/// fetched by `get` and holds the sum of `file_name`. Throws Failure.
Checksum checksum_of(const std::string& written, const std::string& file_name,
                     const std::function<std::string(const Url&)>& get);

}  // namespace modules
