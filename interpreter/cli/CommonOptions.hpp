#pragma once

#include "interpreter/configuration/Configuration.hpp"
#include "interpreter/execution/RunOptions.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// What every command that looks at hosts or vaults takes, from the command line, else the configuration.
struct CommonOptions {
    std::vector<std::string> inventories;
    /// `-e` as given: k=v …, JSON, YAML or @file.
    std::vector<std::string> extra_variables;
    /// FILE, LABEL@FILE or LABEL@prompt, in the order in which they are tried.
    std::vector<std::string> vault_identities;
    bool ask_vault_password = false;
    bool ask_connection_password = false;
    bool ask_become_password = false;
    std::string connection_password_file;
    std::string become_password_file;
    RunOptions run;
};

}  // namespace interpreter
