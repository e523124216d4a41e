#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy doc`: the manual of modules, actions, keywords, filters, tests, functions, lookups and settings. Returns
/// the exit code.
int run_doc_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
