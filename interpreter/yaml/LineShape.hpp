#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

// What one line of YAML looks like to the eye, for messages about lines that cannot be parsed.

/// The text in the quotes that suit it.
std::string in_quotes(std::string_view text);
/// Offset of the first character behind indentation and `- `; the line's length when there is none.
std::size_t start_of_content(std::string_view line);
/// Offset of the `:` that ends the line's (unquoted or quoted) key.
std::optional<std::size_t> colon_of_key(std::string_view line);
/// Offset of what follows `key: ` or `- `; nothing when the line has neither or nothing follows.
std::optional<std::size_t> start_of_value(std::string_view line);
/// Nothing but white space and a comment?
bool is_blank(std::string_view line);

}  // namespace interpreter
