#pragma once

#include <string>
#include <vector>

namespace interpreter {

/// What a program said: an inventory script, or one that prints a password.
struct ProgramOutput {
    /// Its exit status; 128 and the signal's number when a signal ended it.
    int status = 0;
    std::string output;
    std::string errors;
};

/// Runs it to its end, with our standard input. Throws std::system_error when it cannot be started.
ProgramOutput run_program(const std::vector<std::string>& words);

}  // namespace interpreter
