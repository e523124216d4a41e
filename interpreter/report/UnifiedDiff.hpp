#pragma once

#include "modules/module/ModuleResult.hpp"

#include <string>

namespace interpreter {

/// A difference as a unified diff with three lines of context: "--- before: /etc/hosts", "+++ after: /etc/hosts".
/// Text is compared line by line; mappings and lists as indented JSON; secrets show as dots. Ends with an empty line.
std::string unified_diff(const modules::Difference& difference);

}  // namespace interpreter
