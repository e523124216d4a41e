#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// processor*, mem*, swap*, memory_mb, uptime_seconds, loadavg, and what the firmware says of the machine
/// (product_*, system_vendor, bios_*, board_*, chassis_*, form_factor; "NA" where it says nothing).
Map hardware_facts(const HostView& host);

}  // namespace modules
