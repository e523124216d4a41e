#include "interpreter/cli/PlayOptions.hpp"

#include <algorithm>
#include <sstream>

namespace interpreter {

namespace {

OptionTable play_table() {
    namespace options = boost::program_options;
    OptionTable all("Options");
    all.add_options()("help,h", "show this and end");
    add_inventory_options(all);
    add_limit_option(all);
    all.add_options()("tags,t", options::value<Texts>(), "only tasks with these tags")(
        "skip-tags", options::value<Texts>(), "all but tasks with these tags");
    add_variable_options(all);
    add_run_options(all);
    all.add_options()("syntax-check", "read everything, run nothing")("list-tasks", "list the tasks that would run")(
        "list-tags", "list all tags")("list-hosts", "list the hosts of each play")("strict", "warnings are errors")(
        "start-at-task", options::value<std::string>(), "leave out what stands before the task of that name, or pattern")(
        "lanes", options::value<int>(), "with needs, plays at work at once; with strategy: graph, vertices on a host (16)")(
        "force-handlers", "run notified handlers even on failed hosts")(
        "flush-cache", "forget the facts that were kept for the hosts of the inventory")(
        "form", options::value<std::string>(), "of the output: default, json, minimal, oneline or yaml")(
        "junit", options::value<std::string>(), "write a JUnit report into this directory")(
        "live", "show what tasks print while they run")(
        "profile", "say at the end which tasks, and which roles of a graph, took how long");
    add_connection_options(all);
    add_become_options(all);
    add_vault_options(all);
    return all;
}

PlayTask task_of(const ParsedOptions& parsed) {
    if (parsed.has("help")) return PlayTask::help;
    if (parsed.has("syntax-check")) return PlayTask::check_syntax;
    if (parsed.has("list-hosts")) return PlayTask::list_hosts;
    if (parsed.has("list-tags")) return PlayTask::list_tags;
    return parsed.has("list-tasks") ? PlayTask::list_tasks : PlayTask::run;
}

}  // namespace

std::string play_help() {
    std::ostringstream text;
    text << "understudy play [options] PLAYBOOK…\n\nRuns playbooks.\n\n"
         << play_table()
         << "\nExit codes: 0 done; 1 the run could not be set up; 2 a host failed, or wrong usage; 4 input does not\n"
            "parse, or a host was unreachable; 99 interrupted; 250 a bug in understudy.\n";
    return text.str();
}

PlayOptions parse_play_options(const std::vector<std::string>& arguments, const Configuration& configuration) {
    const ParsedOptions parsed(arguments, play_table());
    PlayOptions result;
    static_cast<CommonOptions&>(result) = common_options(parsed, configuration);
    result.task = task_of(parsed);
    result.playbooks = parsed.positional();
    if (result.task != PlayTask::help && result.playbooks.empty()) throw UsageError("no playbook was named");
    result.strict = parsed.has("strict");
    result.flush_cache = parsed.has("flush-cache");
    result.form = parsed.has("form") ? parsed.text("form") : configuration.text("stdout_callback");
    const Texts forms{"default", "json", "minimal", "oneline", "yaml"};
    if (parsed.has("form") && std::find(forms.begin(), forms.end(), result.form) == forms.end())
        throw UsageError(unknown_word("form", result.form, forms));
    result.junit_directory = parsed.text("junit");
    result.live = parsed.has("live");
    result.profile = parsed.has("profile");
    const auto tags = [&](const char* option, std::string_view setting) {
        return parsed.has(option) ? split_at_commas(parsed.texts(option)) : configuration.list(setting);
    };
    result.run.tags = tags("tags", "run_tags");
    result.run.skip_tags = tags("skip-tags", "skip_tags");
    result.run.start_at_task = parsed.text("start-at-task");
    const int lanes = parsed.number("lanes", static_cast<int>(result.run.lanes));
    if (lanes < 1) throw UsageError("--lanes takes a number from 1 on");
    result.run.lanes = static_cast<std::size_t>(lanes);
    result.run.force_handlers = result.run.force_handlers || parsed.has("force-handlers");
    return result;
}

}  // namespace interpreter
