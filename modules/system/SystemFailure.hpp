#pragma once

#include "modules/module/ModuleResult.hpp"

#include <string_view>

namespace modules {

/// "cannot read /etc/x: Permission denied": what was attempted, on which path, and errno's words for `error`.
Failure system_failure(std::string_view attempt, std::string_view path, int error);

}  // namespace modules
