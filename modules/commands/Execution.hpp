#pragma once

#include "modules/module/TypedModule.hpp"
#include "modules/system/HostControl.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules {

/// What `command` and `shell` have in common (Ansible's command module: arguments, messages and result keys).
struct ExecutionArguments {
    std::optional<std::string> free_form;
    std::optional<std::string> cmd;
    std::vector<std::string> argv;
    std::optional<std::string> chdir;
    std::optional<std::string> creates;
    std::optional<std::string> removes;
    std::optional<std::string> executable;
    std::optional<SecretText> input;
    bool stdin_add_newline = true;
    bool strip_empty_ends = true;
};

/// The rows of both tables.
ArgumentList<ExecutionArguments> execution_arguments();

/// The command line that was written, in whichever of the ways. Throws Failure when there is none or more
/// than one.
std::string command_line(const ExecutionArguments& wanted);

/// What a result says of a status that is not 0.
inline constexpr const char* failed_status = "non-zero return code";
/// Sets a result's `stdout` or `stderr` and its lines; `strip` leaves out newlines at the end.
void set_output(Map& data, const char* name, std::string text, bool strip);

/// One opaque change that runs the command, unless `creates` or `removes` says that nothing is to do. In
/// check mode a command without either is skipped: what it would do cannot be known. `shown` is the result's
/// `cmd`.
Plan plan_of_execution(const ExecutionArguments& wanted, std::vector<std::string> words, Value shown,
                       const HostView& host, const CallOptions& options);

}  // namespace modules
