#include "interpreter/actions/actions.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using modules::Argument;
using modules::ArgumentType;

Argument argument(std::string name, ArgumentType type, std::string help, bool required = false) {
    Argument made;
    made.name = std::move(name);
    made.type = type;
    made.help = std::move(help);
    made.required = required;
    return made;
}

Argument aliased(Argument made, std::vector<std::string> aliases) {
    made.aliases = std::move(aliases);
    return made;
}

Argument free_form(Argument made) {
    made.free_form = true;
    return made;
}

// What every action that ends in the module `copy` hands on to it.
std::vector<Argument> with_file_arguments(std::vector<Argument> arguments) {
    const std::vector<Argument> common{
        aliased(argument("dest", ArgumentType::path, "the file on the host", true), {}),
        argument("owner", ArgumentType::text, "who owns it"),
        argument("group", ArgumentType::text, "which group owns it"),
        argument("mode", ArgumentType::mode, "its permission bits"),
        argument("backup", ArgumentType::boolean, "keep a copy of what was there"),
        argument("force", ArgumentType::boolean, "replace a file that differs (default: true)"),
        argument("follow", ArgumentType::boolean, "write through a link at dest"),
        argument("validate", ArgumentType::text, "a command that checks the new file, %s, before it takes its place"),
        argument("unsafe_writes", ArgumentType::boolean, "write into the file where it cannot be replaced"),
    };
    arguments.insert(arguments.end(), common.begin(), common.end());
    return arguments;
}

std::vector<Action> table() {
    using enum ArgumentType;
    std::vector<Action> actions;
    actions.push_back({{"assert",
                        "Fails when a condition does not hold",
                        {aliased(argument("that", any, "a condition, or a list of them", true), {}),
                         aliased(argument("fail_msg", any, "what to say when one is false"), {"msg"}),
                         argument("success_msg", any, "what to say when all hold"),
                         argument("quiet", boolean, "do not list the conditions")}},
                       run_assert,
                       false,
                       true});
    actions.push_back(
        {{"copy",
          "Brings a file, a directory tree or text to a host",
          with_file_arguments({argument("src", text, "a file or directory of the control side; of the host with remote_src"),
                               argument("content", any, "the text itself"),
                               argument("remote_src", boolean, "src is on the host"),
                               argument("directory_mode", mode, "permission bits of directories that are made"),
                               argument("local_follow", boolean, "follow links below src"),
                               argument("checksum", text, "the SHA-1 that src must have")})},
         run_copy});
    actions.push_back({{"debug",
                        "Shows a message or a variable",
                        {argument("msg", any, "what to show"), argument("var", any, "the expression to show"),
                         argument("verbosity", integer, "only from this -v on")}},
                       run_debug});
    actions.push_back({{"fail", "Fails with a message", {free_form(argument("msg", any, "the reason"))}}, run_fail});
    actions.push_back({{"include_vars",
                        "Reads variables from files while the play runs",
                        {free_form(argument("file", text, "one file")), argument("dir", text, "every file of a directory"),
                         argument("name", text, "put them into a variable of this name"),
                         argument("depth", integer, "how many directories deep (0: all)"),
                         argument("files_matching", text, "a regular expression for the names"),
                         argument("ignore_files", list, "names to leave out"),
                         argument("extensions", list, "endings that count (json, yaml, yml)"),
                         argument("ignore_unknown_extensions", boolean, "skip other endings silently")}},
                       run_include_vars});
    actions.push_back({{"pause",
                        "Waits, or asks and waits for the answer",
                        {argument("seconds", integer, "how long"), argument("minutes", integer, "how long"),
                         argument("prompt", text, "what to ask"), argument("echo", boolean, "show what is typed")}},
                       run_pause,
                       true});
    actions.push_back({{"set_fact",
                        "Sets variables for a host",
                        {argument("cacheable", boolean, "keep them in the fact cache too")},
                        true},
                       run_set_fact});
    actions.push_back({{"set_stats",
                        "Keeps figures of the run, which are shown at its end where show_custom_stats is set",
                        {argument("data", map, "names and their values", true),
                         argument("per_host", boolean, "for each host, not for the run"),
                         argument("aggregate", boolean, "add to what was set before (true)")}},
                       run_set_stats});
    actions.push_back({{"template",
                        "Renders a template file of the control side and brings it to a host",
                        with_file_arguments({argument("src", text, "the template: .mustache, else Jinja", true),
                                             argument("lstrip_blocks", boolean, "strip blanks before Jinja blocks"),
                                             argument("trim_blocks", boolean, "strip the newline after Jinja blocks"),
                                             argument("newline_sequence", text, "the line end to write"),
                                             argument("output_encoding", text, "only utf-8"),
                                             argument("variable_start_string", text, "instead of {{"),
                                             argument("variable_end_string", text, "instead of }}"),
                                             argument("block_start_string", text, "instead of {%"),
                                             argument("block_end_string", text, "instead of %}"),
                                             argument("comment_start_string", text, "instead of {#"),
                                             argument("comment_end_string", text, "instead of #}")})},
                       run_template});
    actions.push_back({{"validate_argument_spec",
                        "Holds variables against a role's argument specification",
                        {argument("argument_spec", any, "the options", true),
                         argument("provided_arguments", map, "values instead of the variables of those names"),
                         argument("validate_args_context", map, "where the specification came from")}},
                       run_validate_argument_spec,
                       false,
                       true});
    return actions;
}

}  // namespace

const std::vector<Action>& all_actions() {
    static const std::vector<Action> actions = table();
    return actions;
}

const Action* find_action(std::string_view name) {
    const std::vector<Action>& actions = all_actions();
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&](const Action& action) { return action.declaration.name == name; });
    return found != actions.end() ? &*found : nullptr;
}

}  // namespace interpreter
