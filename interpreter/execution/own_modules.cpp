// The part of TaskCall that runs modules of one's own: executables in library/.

#include "interpreter/actions/arguments.hpp"
#include "interpreter/execution/TaskCall.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/OwnModule.hpp"

namespace interpreter {

namespace {

// What Ansible tells every module beside its arguments, as far as it has a meaning here.
void add_call(Map& arguments, const std::string& module, RunMode mode, bool diff, bool no_log, int verbosity) {
    arguments.set("_ansible_check_mode", mode == RunMode::check);
    arguments.set("_ansible_diff", diff);
    arguments.set("_ansible_no_log", no_log);
    arguments.set("_ansible_verbosity", verbosity);
    arguments.set("_ansible_debug", false);
    arguments.set("_ansible_module_name", module);
    arguments.set("_ansible_version", language_version);
    arguments.set("_ansible_syslog_facility", "LOG_USER");
    arguments.set("_ansible_shell_executable", "/bin/sh");
    arguments.set("_ansible_string_conversion_action", "warn");
    arguments.set("_ansible_keep_remote_files", false);
    arguments.set("_ansible_socket", Value());
}

}  // namespace

ActionResult TaskCall::run_own_module() {
    const std::string content = bytes_of_file(task_.own_module);
    if (const std::string refusal = refusal_of_own_module(content); !refusal.empty())
        throw modules::Failure("the module " + task_.own_module + " cannot be run: " + refusal);
    ActionResult answer;
    const RunMode wanted = mode_;
    if (wanted == RunMode::check && !knows_check_mode(content)) {
        answer.result.skipped = true;
        answer.result.data.set("msg", "remote module (" + task_.action + ") does not support check mode");
        answer.result.unknown = "the module " + task_.action + " does not look at _ansible_check_mode";
        return answer;
    }
    Map given = arguments().as_map();
    add_call(given, task_.action, wanted, keywords_.flag("diff").value_or(run_.options.show_differences),
             keywords_.flag("no_log").value_or(run_.options.no_log), run_.options.verbosity);
    // A module that knows check mode is run for its look too: it is told, and keeps to it.
    mode_ = RunMode::apply;
    answer.result = call_module(
        "_own_module", Map{{"content_hash", content_hash(content)}, {"name", task_.action}, {"arguments", given}},
        {content});
    mode_ = wanted;
    return answer;
}

}  // namespace interpreter
