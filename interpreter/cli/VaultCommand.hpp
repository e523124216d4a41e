#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// `understudy vault`: encrypts, decrypts, shows, edits and makes files as ansible-vault does. Returns the exit code.
int run_vault_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);

}  // namespace interpreter
