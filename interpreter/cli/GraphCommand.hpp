#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy graph`: what comes before what in the plays of a playbook, and why; nothing runs. Returns the exit code.
int run_graph_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
