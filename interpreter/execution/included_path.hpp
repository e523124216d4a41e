#pragma once

#include "interpreter/playbook/Element.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// The file that an include_tasks names: as it is, else beside the task's file, else in the role's or play's tasks. The
/// first place is the answer where it is nowhere.
std::string included_path(const std::string& name, const Task& task, const std::vector<std::string>& search_path);

}  // namespace interpreter
