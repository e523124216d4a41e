#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// "date_time": the host's clock in its own zone and in UTC, all as text.
Map time_facts(const HostView& host);

}  // namespace modules
