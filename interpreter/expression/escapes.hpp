#pragma once

#include <string>
#include <string_view>

namespace interpreter {

/// Python's escapes in quoted text (\n, \t, \x41, \u00e9, \101 …) resolved; unknown ones stay as they are.
std::string resolve_escapes(std::string_view quoted);

/// The text in quotes as Python's repr() writes it.
std::string python_quoted(std::string_view text);

}  // namespace interpreter
