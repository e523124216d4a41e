#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy inventory`: hosts, groups and variables as ansible-inventory prints them. Returns the exit code.
int run_inventory_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
