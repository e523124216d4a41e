#pragma once

#include "modules/system/HostView.hpp"

#include <string>

namespace modules {

/// Does any file fit the pattern? `*`, `?` and `[…]` stand within one component of the path, as in glob(7).
bool any_file_fits(const HostView& host, const std::string& pattern);

}  // namespace modules
