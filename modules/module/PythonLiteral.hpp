#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// A list, mapping, text, number, True, False or None as Python writes it; nothing when the text is no
/// literal. Playbooks hand such text to modules where an expression gave a mapping or a list.
std::optional<Value> from_python_literal(std::string_view text);

/// The value as Python's str() writes it: what a list or a mapping becomes where text is wanted.
std::string to_python_text(const Value& value);

}  // namespace modules
