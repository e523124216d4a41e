#pragma once

#include "interpreter/yaml/YamlNode.hpp"

#include <vector>

namespace interpreter {

/// Adds to a mapping what its `<<` named: what it says itself wins, then what was named first. As in PyYAML
/// what was merged comes before what was written. Source: yaml.org/type/merge.
void merge_entries(YamlNode& mapping, std::vector<YamlNode> merged);

}  // namespace interpreter
