#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interpreter {

/// A line of a source as it is shown in an error, with the marks that go below it.
struct QuotedLine {
    /// Printable characters only, tabs expanded.
    std::string text;
    /// Columns on the screen before the caret.
    std::size_t indent = 0;
    /// Columns on the screen that caret and tildes cover together, at least 1.
    std::size_t width = 1;
};

/// `column` counts characters from 1. The marks cover the word, quoted text or `{{ … }}` that begins there.
QuotedLine quote_line(std::string_view line, std::uint32_t column);

}  // namespace interpreter
