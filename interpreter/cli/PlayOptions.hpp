#pragma once

#include "interpreter/execution/RunOptions.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace interpreter {

/// Wrong usage: an unknown option, a missing value. `what()` says it, with a suggestion where there is one.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What `play` was asked to do besides running.
enum class PlayTask { run, check_syntax, list_tasks, list_tags, list_hosts, help };

/// The command line of `play`, parsed but nothing opened yet.
struct PlayOptions {
    PlayTask task = PlayTask::run;
    std::vector<std::string> playbooks;
    std::vector<std::string> inventories;
    /// `-e` as given: k=v …, JSON, YAML or @file.
    std::vector<std::string> extra_variables;
    std::vector<std::string> vault_password_files;
    bool ask_connection_password = false;
    bool ask_become_password = false;
    bool ask_vault_password = false;
    std::string connection_password_file;
    std::string become_password_file;
    bool strict = false;
    RunOptions run;
};

/// Throws UsageError.
PlayOptions parse_play_options(const std::vector<std::string>& arguments);
/// What `--help` prints.
std::string play_help();

}  // namespace interpreter
