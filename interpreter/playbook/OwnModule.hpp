#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

struct Scene;

/// Where modules of one's own lie for tasks that stand there: library/ of the role and of those it came with, and
/// beside the playbook. Only directories that exist.
std::vector<std::string> library_directories(const Scene& scene);

/// The file of a module: NAME, or NAME with any ending; empty when there is none.
std::string find_own_module(const std::string& name, const std::vector<std::string>& libraries);

/// Why such a file cannot be run here; empty when it can: a program, or a script that names its interpreter, which reads
/// its arguments as JSON from the file that it is given.
std::string refusal_of_own_module(std::string_view content);

/// Does it look at `_ansible_check_mode`, so that it may be run where only a look is wanted?
bool knows_check_mode(std::string_view content);

}  // namespace interpreter
