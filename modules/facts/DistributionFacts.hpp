#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// distribution, distribution_version, _major_version, _minor_version, _release, _file_*, os_family, lsb,
/// pkg_mgr and service_mgr: from os-release(5) and the release files that older systems keep beside it.
Map distribution_facts(const HostView& host);

}  // namespace modules
