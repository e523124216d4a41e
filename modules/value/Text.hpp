#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace modules {

// The few questions about text that every reader of a format asks. All are about ASCII and know no locale.

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// Without the blanks and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// The number that the whole text is, in decimal; nothing for anything else ("", "1 ", "1.0", "+1") and for
/// one that does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace modules
