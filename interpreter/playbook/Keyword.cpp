#include "interpreter/playbook/Keyword.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::uint8_t in_work = in_task | in_handler;
constexpr std::uint8_t in_all = in_play | in_role | in_block | in_work;

/// For rows that differ from the usual (supported) one.
Keyword refused(std::string name, int places, KeywordType type, std::string help) {
    return {std::move(name), static_cast<std::uint8_t>(places), type, Inheritance::none, Support::refused,
            std::move(help)};
}

Keyword own(std::string name, int places, KeywordType type, std::string help) {
    return {std::move(name), static_cast<std::uint8_t>(places), type, Inheritance::none, Support::full,
            std::move(help)};
}

Keyword inherited(std::string name, int places, KeywordType type, std::string help) {
    return {std::move(name), static_cast<std::uint8_t>(places), type, Inheritance::overrides, Support::full,
            std::move(help)};
}

Keyword joined(std::string name, int places, KeywordType type, std::string help) {
    return {std::move(name), static_cast<std::uint8_t>(places), type, Inheritance::joins, Support::full,
            std::move(help)};
}

std::vector<Keyword> table() {
    using enum KeywordType;
    std::vector<Keyword> keywords{
        own("action", in_work, any, "the module and its arguments: 'action: copy src=a dest=b'"),
        own("always", in_block, list, "tasks that run whatever became of the block"),
        inherited("any_errors_fatal", in_all, boolean, "a failure on one host ends the play on all hosts"),
        own("args", in_work, any, "further arguments of the module"),
        own("async", in_work, integer,
            "seconds that the task may take in the background, see poll; 0: in the foreground"),
        inherited("become", in_all, boolean, "run as another user, see become_user"),
        inherited("become_exe", in_all, text, "the program to become another user with, sudo or su by default"),
        inherited("become_flags", in_all, text, "options for sudo or su"),
        inherited("become_method", in_all, text, "sudo (the default) or su"),
        inherited("become_user", in_all, text, "the user to become, root by default"),
        own("block", in_block, list, "tasks that belong together"),
        own("changed_when", in_work, condition,
            "when the task counts as changed; sees the registered result"),
        inherited("check_mode", in_all, boolean, "look only (true) or change even under --check (false)"),
        {"collections", in_all, list, Inheritance::none, Support::without_effect,
         "modules are built in: there is nowhere to search for them"},
        inherited("connection", in_all, text, "ssh or local"),
        refused("debugger", in_all, text, "run with -vvv, or put a 'debug' task before this one"),
        own("delay", in_work, integer, "seconds between two tries of 'until', 5 by default"),
        inherited("delegate_facts", in_role | in_block | in_work, boolean,
                  "facts go to the host of delegate_to"),
        inherited("delegate_to", in_role | in_block | in_work, text, "the host that does the work instead"),
        inherited("diff", in_all, boolean, "show what changes, as --diff does"),
        joined("environment", in_all, any,
               "environment variables for the module: a mapping or a list of them"),
        own("fact_path", in_play, text, "where the hosts' own facts lie, /etc/ansible/facts.d by default"),
        own("failed_when", in_work, condition, "when the task counts as failed; sees the registered result"),
        own("force_handlers", in_play, boolean, "run notified handlers even on hosts that failed"),
        own("gather_facts", in_play, boolean, "ask hosts for facts first, true by default"),
        own("gather_subset", in_play, any, "which facts: a list of 'network', '!hardware', …"),
        own("gather_timeout", in_play, integer, "seconds that a host's own fact may take, 10 by default"),
        own("handlers", in_play, list, "tasks that run when they are notified"),
        own("hosts", in_play, any, "a pattern of hosts and groups, or a list of them"),
        own("id", in_play | in_block | in_task, text, "a name that 'needs:' of others may use"),
        inherited("ignore_errors", in_all, boolean, "go on after a failure"),
        inherited("ignore_unreachable", in_all, boolean, "go on when the host cannot be reached"),
        own("import_playbook", in_play, text, "a further playbook whose plays stand here"),
        own("listen", in_handler, list, "further names that this handler answers to"),
        own("local_action", in_work, any, "as 'action', with 'delegate_to: localhost'"),
        own("loop", in_work, any, "a list: the task runs once for each item"),
        own("loop_control", in_work, map, "label, loop_var, index_var, pause and extended of the loop"),
        inherited("max_fail_percentage", in_play, any,
            "the share of a batch's hosts that may fail before the play ends"),
        joined("module_defaults", in_all, any,
               "arguments for tasks that do not say them: by module, or by group/NAME for all modules NAME_…"),
        own("name", in_all, text, "what output calls it"),
        own("needs", in_play | in_role | in_block | in_task, list, "what comes first: roles and task ids of the play; of a play: names and ids of plays"),
        inherited("no_log", in_all, boolean, "keep arguments and results out of all output"),
        joined("notify", in_block | in_work, list, "handlers to run when something changed"),
        own("order", in_play, text, "inventory, reverse_inventory, sorted, reverse_sorted or shuffle"),
        own("poll", in_work, integer,
            "seconds between two looks at an 'async' task, 15 by default; 0: go on at once, async_status asks later"),
        inherited("port", in_all, integer, "the ssh port"),
        own("post_tasks", in_play, list, "tasks after roles and tasks"),
        own("pre_tasks", in_play, list, "tasks before roles and tasks"),
        own("register", in_work, text, "the variable that takes the result"),
        inherited("remote_user", in_all, text, "the user to log in as"),
        own("rescue", in_block, list, "tasks that run when the block failed"),
        own("retries", in_work, integer, "tries of 'until' after the first, 3 by default"),
        own("role", in_role, text, "the role's name"),
        own("roles", in_play, list, "roles that the hosts have"),
        inherited("run_once", in_all, boolean, "for the first host only; all get the result"),
        own("serial", in_play, any, "how many hosts at a time: a number, a percentage, or a list of them"),
        own("strategy", in_play, text, "linear: every host ends a task before the next begins; free, host_pinned: each goes by itself; graph: what depends "
            "on nothing else runs at once"),
        joined("tags", in_all, list, "names that --tags and --skip-tags choose by"),
        own("tasks", in_play, list, "what is to be done, in order"),
        inherited("throttle", in_all, integer, "at most so many hosts at once"),
        inherited("timeout", in_all, integer, "seconds after which the task fails"),
        own("until", in_work, condition, "try again until this holds"),
        own("user", in_play, text, "the old name of remote_user"),
        joined("vars", in_all, map, "variables"),
        own("vars_files", in_play, list, "files of variables; of an inner list the first that exists"),
        own("vars_prompt", in_play, any, "variables to ask for, where there is a terminal; else their defaults"),
        joined("when", in_role | in_block | in_work, condition,
               "run only where this holds; a list means all of it"),
    };
    return keywords;
}

}  // namespace

const std::vector<Keyword>& keyword_table() {
    static const std::vector<Keyword> keywords = table();
    return keywords;
}

const Keyword* find_keyword(std::string_view name) {
    const std::vector<Keyword>& keywords = keyword_table();
    const auto found =
        std::lower_bound(keywords.begin(), keywords.end(), name,
                         [](const Keyword& keyword, std::string_view word) { return keyword.name < word; });
    return found != keywords.end() && found->name == name ? &*found : nullptr;
}

}  // namespace interpreter
