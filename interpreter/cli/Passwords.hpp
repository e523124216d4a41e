#pragma once

#include "interpreter/source/Position.hpp"

#include <string>

namespace interpreter {

enum class Confirmation { none, asked_twice };

/// Asks on the terminal without showing what is typed. Throws UsageError when there is no terminal, or when the two
/// answers of a confirmation differ.
Value ask_password(const std::string& prompt, Confirmation confirmation = Confirmation::none);
/// The same, showing what is typed.
std::string ask_text(const std::string& prompt);
/// The first line of a file, or of what it prints when it is a program. Throws UsageError when it cannot be read.
Value password_from_file(const std::string& path);

}  // namespace interpreter
