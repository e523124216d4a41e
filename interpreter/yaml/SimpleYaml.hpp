#pragma once

#include "interpreter/yaml/YamlNode.hpp"
#include "interpreter/yaml/YamlText.hpp"

#include <optional>

namespace interpreter {

/// Reads the plainest YAML without yaml-cpp, which takes some 10 µs for a scalar: a thousand files of
/// variables would take seconds. It knows nested mappings of `key: value` lines and lists of scalars, each
/// scalar on one line, and comments. Anything else, every mistake included, gives nothing: yaml-cpp decides
/// then. What it does read it reads exactly as TreeBuilder does.
std::optional<YamlNode> read_simple_yaml(const YamlText& text);

}  // namespace interpreter
