#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A command line as words, by the quoting rules of the POSIX shell and nothing else of it: no expansion, no
/// operators, no comments. As Python's shlex.split(). Throws std::runtime_error where a quote is not closed.
std::vector<std::string> shell_words(std::string_view line);

/// A word as the shell takes it back: quoted where it must be. As Python's shlex.quote().
std::string shell_quoted(std::string_view word);

}  // namespace modules
