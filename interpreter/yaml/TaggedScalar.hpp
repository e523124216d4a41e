#pragma once

#include "interpreter/yaml/YamlNode.hpp"

#include <string>

namespace interpreter {

/// Gives a scalar with an explicit tag its value and its `tag`. `node.source` holds its characters, `first`
/// is the place of the first one, `tag_position` that of the tag. Unknown tags and contents that do not fit
/// are errors.
void apply_tag(YamlNode& node, const std::string& tag, Position first, Position tag_position,
               Diagnostics& diagnostics);

/// The `tag` of a list or mapping; unknown ones are errors. Empty where it says nothing new.
std::string collection_tag(const std::string& tag, YamlNode::Shape shape, Position tag_position,
                           Diagnostics& diagnostics);

}  // namespace interpreter
