#pragma once

#include "interpreter/cli/PlayOptions.hpp"
#include "interpreter/execution/Executor.hpp"

#include <iosfwd>

namespace interpreter {

/// What `--list-tasks`, `--list-tags` and `--list-hosts` print of one playbook.
void print_listing(std::ostream& out, const Playbook& playbook, const PlayOptions& options, const Inventory& inventory,
                   const Surroundings& surroundings);

}  // namespace interpreter
