#pragma once

#include "modules/files/LineInFile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// What became of a text: the new one, and the words of the result.
struct LineEdit {
    std::string text;
    std::string message;
    /// Lines taken out, with state absent.
    std::size_t found = 0;
};

/// The text as lines, each with its line end.
std::vector<std::string> lines_with_ends(std::string_view text);

/// The text with the line as asked for. Throws Failure for a bad regular expression.
LineEdit with_line(const LineInFileArguments& wanted, std::string_view text);
/// The text without the lines that match.
LineEdit without_line(const LineInFileArguments& wanted, std::string_view text);

}  // namespace modules
