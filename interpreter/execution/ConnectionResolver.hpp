#pragma once

#include "interpreter/connection/ConnectionSettings.hpp"
#include "interpreter/execution/RunOptions.hpp"
#include "interpreter/execution/TaskKeywords.hpp"
#include "interpreter/inventory/Inventory.hpp"

namespace interpreter {

/// How to reach a host, from its ansible_* variables, else the task's keywords, else the command line.
/// `evaluation` sees that host's variables. Throws DiagnosticError.
ConnectionSettings connection_settings(const Host& host, const TaskKeywords& keywords, const Evaluation& evaluation,
                                       const RunOptions& options);

/// As whom a task runs there.
Identity task_identity(const TaskKeywords& keywords, const Evaluation& evaluation, const RunOptions& options);

}  // namespace interpreter
