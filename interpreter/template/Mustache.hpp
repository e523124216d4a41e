#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// One tag of a Mustache template (mustache(5)), and what stands inside it if it is a section.
struct MustacheTag {
    enum class Type { variable, section, inverted, partial };
    Type type = Type::variable;
    /// "name", "name.part" or "." for the item itself.
    std::string name;
    Position position;
    std::vector<MustacheTag> inside;
};

/// The tags of a template text whose first character stands at `start`. Unclosed tags and sections that do
/// not match go to `diagnostics`, each with its place.
std::vector<MustacheTag> mustache_tags(std::string_view text, Position start, Diagnostics& diagnostics);

}  // namespace interpreter
