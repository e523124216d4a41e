#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

// What Python's str does, for methods and filters alike. Blanks are Python's (space, tab, line ends, \v, \f).

enum class Sides { left, right, both };
enum class LineEnds { dropped, kept };

/// Without the characters of `characters` (blanks when not given) at its ends.
std::string stripped(std::string_view text, const std::optional<std::string>& characters, Sides sides);
/// At most `most` cuts; all when negative. Without a separator: at runs of blanks.
std::vector<std::string> split_text(std::string_view text, const std::optional<std::string>& separator,
                                    std::int64_t most);
std::vector<std::string> split_text_from_end(std::string_view text,
                                             const std::optional<std::string>& separator, std::int64_t most);
std::vector<std::string> lines_of(std::string_view text, LineEnds ends);
/// At most `most` times; everywhere when negative.
std::string replaced(std::string_view text, std::string_view old, std::string_view by,
                     std::int64_t most = -1);
std::string capitalized(std::string_view text);
/// As str.title() does: a capital after everything that is no letter.
std::string titled(std::string_view text);
/// Is there a letter, and none of the other case?
bool is_lower_text(std::string_view text);
bool is_upper_text(std::string_view text);

}  // namespace interpreter
