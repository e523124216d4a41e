#pragma once

#include "interpreter/playbook/Loading.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// Where a file of tasks (or handlers) is looked for: beside the file that names it, then in the roles around
/// it, then with the playbook.
std::vector<std::string> task_directories(const Scene& scene);
/// The file of that name; empty when it is nowhere.
std::string find_task_file(const std::string& name, const Scene& scene);

}  // namespace interpreter
