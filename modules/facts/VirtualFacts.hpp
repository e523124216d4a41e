#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// virtualization_type, virtualization_role and virtualization_tech_*: whether this is a container, a guest
/// or a machine.
Map virtual_facts(const HostView& host);

}  // namespace modules
