#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

struct MustacheTag;
using MustacheTags = std::vector<MustacheTag>;

/// A tag of a Mustache template; of a section, with the tags inside it. Text between tags is left to mstch.
struct MustacheTag {
    enum class Type { variable, section, inverted, partial };

    Type type = Type::variable;
    /// "a", "a.b", ".".
    std::string name;
    Position position;
    MustacheTags inside = {};
};

/// The tags of a template whose text begins at `start`. Mistakes in the syntax go to `diagnostics`, all of
/// them.
MustacheTags read_mustache_tags(std::string_view text, Position start, Diagnostics& diagnostics);

/// "a.b" as "a" and "b"; "." alone.
std::vector<std::string> name_parts(const std::string& name);

}  // namespace interpreter
