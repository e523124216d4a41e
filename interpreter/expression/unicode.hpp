#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Python counts text in code points. Bytes that are not UTF-8 count as one each and survive a round trip.
std::u32string to_code_points(std::string_view text);
std::string to_utf8(std::u32string_view code_points);
void append_utf8(std::string& text, char32_t code_point);
/// How many code points the text has.
std::size_t length_of(std::string_view text);

std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
bool is_printable(char32_t code_point);
bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);
bool is_lower(char32_t code_point);

}  // namespace interpreter
