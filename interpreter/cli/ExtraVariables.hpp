#pragma once

#include "interpreter/variables/VariableFiles.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// The variables of `-e`: "k=v k2='v 2'" (all text), JSON or YAML mappings, or @file. Later ones win.
/// Mistakes go to `diagnostics` with their place on the command line.
Variables extra_variables(const std::vector<std::string>& written, VariableFiles& files, Diagnostics& diagnostics);

}  // namespace interpreter
