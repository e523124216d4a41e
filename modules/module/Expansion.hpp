#pragma once

#include "modules/system/HostView.hpp"

#include <string>

namespace modules {

/// "~/x", "~deploy/x", "$HOME/x" and "${HOME}/x" as a shell of the host's user would read them. What has no
/// value stays as it is written.
std::string expanded(const std::string& text, const HostView& host);

}  // namespace modules
