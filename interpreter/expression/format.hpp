#pragma once

#include "interpreter/source/Position.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interpreter {

/// Python's `format % arguments`: one value, a tuple of them, or a mapping for %(name)s. Throws
/// DiagnosticError.
std::string printf_formatted(std::string_view format, const Value& arguments, Position position);

/// Python's str.format: {}, {0}, {name}, {name.attribute[key]!r:>10.2f}. Throws DiagnosticError.
std::string brace_formatted(std::string_view format, const List& positional,
                            const std::vector<std::pair<std::string, Value>>& named, Position position);

}  // namespace interpreter
