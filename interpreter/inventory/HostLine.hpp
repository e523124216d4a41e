#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// A word of a host line, quotes taken off.
struct LineWord {
    std::string text;
    /// Where each character of `text` stands in the line; one more entry for its end.
    std::vector<std::size_t> offsets;
};

struct LineWords {
    std::vector<LineWord> words;
    /// Offset of a quote that is never closed; npos without one.
    std::size_t open_quote = std::string_view::npos;
};

/// Words as a shell splits them (Python's shlex): quotes, backslashes, `#` begins a comment anywhere outside
/// quotes.
LineWords split_host_line(std::string_view line);

}  // namespace interpreter
