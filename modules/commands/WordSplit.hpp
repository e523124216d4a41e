#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A command line as words, by the rules of Python's shlex.split(): quotes group, a backslash takes the next
/// character as it is; nothing is expanded. Throws Failure for a quote that is not closed.
std::vector<std::string> split_words(std::string_view line);

}  // namespace modules
