#pragma once

#include "interpreter/cli/PlayOptions.hpp"
#include "interpreter/execution/Executor.hpp"

#include <iosfwd>

namespace interpreter {

/// What `--list-tasks`, `--list-tags` and `--list-hosts` print of one playbook.
void print_listing(std::ostream& out, const Playbook& playbook, const PlayOptions& options, const Inventory& inventory,
                   const Surroundings& surroundings);

/// How many tasks of a playbook tags leave, as far as they are known before the run.
std::size_t count_tasks(const Playbook& playbook, const RunOptions& options);

}  // namespace interpreter
