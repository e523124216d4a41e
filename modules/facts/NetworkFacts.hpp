#pragma once

#include "modules/facts/InterfaceAddress.hpp"
#include "modules/system/HostView.hpp"

namespace modules {

/// interfaces, one entry for each of them, default_ipv4, default_ipv6, all_ipv4_addresses,
/// all_ipv6_addresses: from /sys and /proc, and the addresses given.
Map network_facts(const HostView& host, const std::vector<InterfaceAddress>& addresses);

}  // namespace modules
