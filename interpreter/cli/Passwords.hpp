#pragma once

#include "interpreter/source/Position.hpp"

#include <string>

namespace interpreter {

/// Asks on the terminal without showing what is typed. Throws UsageError when there is no terminal.
Value ask_password(const std::string& prompt);
/// The first line of a file. Throws UsageError when it cannot be read.
Value password_from_file(const std::string& path);

}  // namespace interpreter
