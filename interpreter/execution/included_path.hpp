#pragma once

#include "interpreter/playbook/Element.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// The file that an include_tasks names: as it is, else in the tasks of the task's role, else beside the task's file, else
/// on the search path. Beside the task's file is the answer where it is nowhere.
std::string included_path(const std::string& name, const Task& task, const std::vector<std::string>& search_path);

}  // namespace interpreter
