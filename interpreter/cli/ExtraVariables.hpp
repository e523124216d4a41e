#pragma once

#include "interpreter/variables/VariableFiles.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// The variables of `-e`: "k=v k2='v 2'" (all text), JSON or YAML mappings, or @file. Later ones win, mappings by
/// `hash_behaviour`.
/// Mistakes go to `diagnostics` with their place on the command line.
Variables extra_variables(const std::vector<std::string>& written, VariableFiles& files, HashBehaviour mappings,
                          Diagnostics& diagnostics);

}  // namespace interpreter
