#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy play`: runs playbooks, or lists what they hold. Returns the exit code. `program` is what messages call us.
int run_play_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
