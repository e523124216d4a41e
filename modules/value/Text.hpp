#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

// The few questions about text that every reader of a format asks. All are about ASCII and know no locale.

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

constexpr char lower_letter(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A')) : character;
}

/// The text with small letters for capitals.
std::string lower_case(std::string_view text);

/// Without the blanks and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// The lines of a text, without their ends; one that is not ended counts too.
std::vector<std::string> lines_of(std::string_view text);

/// What blanks, tabs and line ends separate.
std::vector<std::string> words_of(std::string_view text);

/// What stands between separators, the empty parts too: one more than there are separators.
std::vector<std::string> parts_of(std::string_view text, std::string_view separator);

/// The number that the whole text is, in decimal; nothing for anything else ("", "1 ", "1.0", "+1") and for
/// one that does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace modules
