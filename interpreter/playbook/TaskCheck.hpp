#pragma once

#include "interpreter/playbook/ActionReader.hpp"
#include "interpreter/playbook/Loading.hpp"

namespace interpreter {

/// What can be known of a task before it runs: names and types of literal arguments, the syntax of its
/// templates and conditions, names of filters, odd modes. An error where the task is certain to fail, else a
/// warning.
void check_task(const Task& task, const WrittenAction& action, const Scene& scene, Loading& loading);

/// The templates and conditions of a block's, role's or play's keywords.
void check_element(const Element& element, const Scene& scene, Loading& loading);

}  // namespace interpreter
