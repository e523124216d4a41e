#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// "mounts": the mounted file systems that have a device or a server, with their sizes in bytes and blocks.
Map mount_facts(const HostView& host);

}  // namespace modules
