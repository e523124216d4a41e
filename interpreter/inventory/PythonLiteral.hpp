#pragma once

#include "interpreter/source/Position.hpp"

#include <optional>
#include <string_view>

namespace interpreter {

/// What Python's ast.literal_eval makes of the text: numbers, quoted text, True, False, None, lists, tuples
/// and sets (as lists), dictionaries. Nothing where Python has no such literal (0644, yes, complex numbers,
/// bytes). Texts in it stand at `position`, so that templates in them are rendered.
std::optional<Value> read_python_literal(std::string_view text, Position position);

}  // namespace interpreter
