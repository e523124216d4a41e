#pragma once

#include "modules/system/HostView.hpp"

#include <optional>
#include <string>

namespace modules {

/// One line of shadow(5).
struct Shadow {
    /// As it stands there: a leading ! locks it.
    std::string hash;
    std::optional<std::int64_t> minimum_days;
    std::optional<std::int64_t> maximum_days;
    /// Days since the epoch.
    std::optional<std::int64_t> expires;
    [[nodiscard]] bool locked() const { return hash.starts_with('!'); }
    [[nodiscard]] std::string without_lock() const;
};

/// Nothing where there is no line, or no right to read it.
std::optional<Shadow> shadow_of(const HostView& host, std::string_view user);

/// Does it look like a hash of crypt(5), or one of the marks that no password fits?
bool looks_hashed(std::string_view password);

}  // namespace modules
