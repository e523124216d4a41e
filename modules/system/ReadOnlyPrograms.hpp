#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// Is this a program of which it is known that it only looks? Decided by its name (without directory) and its
/// leading arguments, so that HostView::query cannot change a host.
bool only_looks(const Command& command);

/// The same, as query() needs it: throws std::logic_error naming the command and the table to add it to.
void require_only_looks(const Command& command);

}  // namespace modules
