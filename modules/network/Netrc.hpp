#pragma once

#include "modules/network/Fetch.hpp"
#include "modules/system/HostView.hpp"

namespace modules {

/// The login that ~/.netrc (or the file that $NETRC names) holds for a host, or for all others ("default").
std::optional<Login> netrc_login(const HostView& host, std::string_view machine);

}  // namespace modules
