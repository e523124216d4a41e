#pragma once

#include "interpreter/yaml/SyntaxMistake.hpp"

#include <optional>

namespace interpreter {

/// A `:` that the parser refused: a second one in a line, or a line that reads as part of the one above.
std::optional<Diagnostic> colon_in_wrong_place(const SyntaxFailure& failure);

/// A line whose column fits none of the lines above, or an item among keys, or a key among items.
std::optional<Diagnostic> line_in_wrong_column(const SyntaxFailure& failure);

}  // namespace interpreter
