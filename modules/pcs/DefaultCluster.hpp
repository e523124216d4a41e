#pragma once

#include "modules/module/Plan.hpp"

namespace modules {
class HostView;
}

namespace modules::pcs {

/// Adds the removal of Debian's default cluster (CorosyncConfiguration::is_debian_default) where this host
/// has it. Returns whether it has.
bool plan_removal_of_default_cluster(const HostView& host, Plan& plan);

}  // namespace modules::pcs
