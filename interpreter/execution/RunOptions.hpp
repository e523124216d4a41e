#pragma once

#include "interpreter/actions/Action.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// Which plays gather facts: all but those that say no (implicit), those that say yes (explicit), or those whose hosts
/// have none yet (smart).
enum class Gathering { unless_refused, when_asked, when_unknown };

/// What the command line (and the configuration) says about a run.
struct RunOptions {
    RunMode mode = RunMode::apply;
    bool show_differences = false;
    int verbosity = 0;
    /// Hosts at work at once.
    std::size_t forks = 64;
    /// Vertices of a graph that run at once on one host.
    std::size_t lanes = 16;
    /// Somebody may want to read what tasks print while they run.
    bool live_output = false;
    /// Empty: all.
    std::vector<std::string> tags;
    std::vector<std::string> skip_tags;
    /// A task's name, or a pattern of it; empty: from the beginning.
    std::string start_at_task;
    /// A host pattern; empty: no limit.
    std::string limit;
    /// Of plays that do not say theirs.
    std::string strategy = "linear";
    bool force_handlers = false;
    Variables extra_variables;
    HashBehaviour mappings = HashBehaviour::replace;
    Gathering gathering = Gathering::unless_refused;
    /// Which facts, where the play does not say; empty: all.
    std::vector<std::string> gather_subset;
    /// What it is when a handler is notified that nobody defined.
    Severity missing_handler = Severity::error;
    /// What it is when a pattern matches no host; nothing: it is not worth a word.
    std::optional<Severity> pattern_mismatch = Severity::warning;
    /// Show what modules warn of.
    bool module_warnings = true;

    // Weaker than keywords and variables.
    bool any_errors_fatal = false;
    bool no_log = false;
    /// Seconds between two looks at a background job.
    std::int64_t poll_interval = 15;
    /// 0: a task may take as long as it takes.
    std::chrono::seconds task_limit{0};
    bool become = false;
    std::string become_user;
    std::string become_method;
    std::string become_executable;
    std::string become_flags;
    Value become_password;
    std::string connection;
    std::string remote_user;
    /// 0: the ssh configuration's, else 22.
    std::uint16_t remote_port = 0;
    Value connection_password;
    std::string private_key_file;
    /// For every connection, whatever ansible_ssh_common_args says.
    std::string ssh_arguments;
    std::string ssh_common_arguments;
    std::string ssh_extra_arguments;
    std::chrono::seconds connect_limit{10};
    bool check_host_keys = true;
};

/// The exit codes of `play`.
enum class ExitCode { done = 0, not_set_up = 1, host_failed = 2, unreachable_or_unparsable = 4, interrupted = 99, bug = 250 };

}  // namespace interpreter
