#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <string>

namespace interpreter {

enum class Paint { none, green, yellow, red, cyan, blue, purple };

/// The text in that colour of a terminal; as it is where there are to be none.
std::string painted(Paint paint, const std::string& text, Colour colour);

}  // namespace interpreter
