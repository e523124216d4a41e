#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy run`: one module on the hosts of a pattern, as Ansible's ad-hoc command. Returns the exit code.
int run_run_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
