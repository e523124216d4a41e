#pragma once

#include "modules/network/Url.hpp"
#include "modules/system/HostView.hpp"

#include <functional>

namespace modules {

/// Which proxy the environment names for an address: http_proxy, https_proxy or all_proxy (or in capitals),
/// unless no_proxy lists its host, a domain that it is in, or *. Throws Failure where a proxy's address is
/// none.
std::function<std::optional<Url>(const Url&)> proxies_of(const HostView& host);

}  // namespace modules
