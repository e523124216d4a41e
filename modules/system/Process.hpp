#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// Runs a program in a process group of its own, feeds its input and collects what it says. No descriptor but
/// 0, 1 and 2 reaches it. Missing: status 127; not executable: 126. When the limit is over, the group gets
/// TERM, and KILL two seconds later. Output that children hold open after the program's end is not waited for
/// longer than a moment. Several threads may each run one. A signal that ends this process does not end the
/// group: whoever cancels kills it (process_group_of_child()). Throws Failure where no process can be made,
/// or where the working directory cannot be entered.
ProcessResult run_process(const Command& command);

/// The process group of the program that runs now (of several, the one started last), for a signal handler
/// that cancels it; 0 when none runs.
int process_group_of_child();

/// The program's path: itself where it holds a slash, else from PATH and then the sbin directories (a login
/// user's PATH often lacks them). Nothing when there is none.
std::optional<std::string> program_path(std::string_view name);
/// The same with another PATH.
std::optional<std::string> program_path(std::string_view name, std::string path);

}  // namespace modules
