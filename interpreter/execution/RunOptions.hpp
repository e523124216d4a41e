#pragma once

#include "interpreter/actions/Action.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// What the command line (and the configuration) says about a run.
struct RunOptions {
    RunMode mode = RunMode::apply;
    bool show_differences = false;
    int verbosity = 0;
    /// Hosts at work at once.
    std::size_t forks = 64;
    /// Empty: all.
    std::vector<std::string> tags;
    std::vector<std::string> skip_tags;
    /// A host pattern; empty: no limit.
    std::string limit;
    bool force_handlers = false;
    Variables extra_variables;

    // Weaker than keywords and variables.
    bool become = false;
    std::string become_user;
    std::string become_method;
    Value become_password;
    std::string connection;
    std::string remote_user;
    Value connection_password;
    std::string private_key_file;
    std::string ssh_common_arguments;
    std::string ssh_extra_arguments;
    std::chrono::seconds connect_limit{10};
    bool check_host_keys = true;
};

/// The exit codes of `play`.
enum class ExitCode { done = 0, not_set_up = 1, host_failed = 2, unreachable_or_unparsable = 4, interrupted = 99, bug = 250 };

}  // namespace interpreter
