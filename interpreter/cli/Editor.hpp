#pragma once

#include <string>

namespace interpreter {

/// The text as it is after $EDITOR (vi when that is not set). It is edited in a file that only we can read, in a
/// directory of its own in memory (/dev/shm, else the directory for temporary files), which is overwritten and removed
/// whatever happens. `name` is what the editor calls it. Throws DiagnosticError when the editor fails.
std::string edited(const std::string& text, const std::string& name);

}  // namespace interpreter
