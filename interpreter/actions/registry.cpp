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

// Where a file goes, and whose it is.
std::vector<Argument> with_owner_arguments(std::vector<Argument> arguments) {
    const std::vector<Argument> common{
        argument("dest", ArgumentType::path, "the file or directory on the host", true),
        argument("owner", ArgumentType::text, "who owns it"),
        argument("group", ArgumentType::text, "which group owns it"),
        argument("mode", ArgumentType::mode, "its permission bits"),
        argument("unsafe_writes", ArgumentType::boolean, "write into the file where it cannot be replaced"),
    };
    arguments.insert(arguments.end(), common.begin(), common.end());
    return arguments;
}

// What replaces a file, too.
std::vector<Argument> with_replacing_arguments(std::vector<Argument> arguments) {
    const std::vector<Argument> common{
        argument("backup", ArgumentType::boolean, "keep a copy of what was there"),
        argument("validate", ArgumentType::text, "a command that checks the new file, %s, before it takes its place"),
    };
    arguments.insert(arguments.end(), common.begin(), common.end());
    return with_owner_arguments(std::move(arguments));
}

// What every action that ends in the module `copy` hands on to it.
std::vector<Argument> with_file_arguments(std::vector<Argument> arguments) {
    const std::vector<Argument> common{
        argument("force", ArgumentType::boolean, "replace a file that differs (default: true)"),
        argument("follow", ArgumentType::boolean, "write through a link at dest"),
    };
    arguments.insert(arguments.end(), common.begin(), common.end());
    return with_replacing_arguments(std::move(arguments));
}

Argument opens_vaults() {
    return argument("decrypt", ArgumentType::boolean, "open a file of the control side that is a vault (default: true)");
}

std::vector<Action> table() {
    using enum ArgumentType;
    std::vector<Action> actions;
    actions.push_back({{"add_host",
                        "Adds a host to the inventory for the rest of the run",
                        {aliased(argument("name", text, "the host, or host:port"), {"host", "hostname"}),
                         aliased(argument("groups", list, "the groups it is in"), {"group", "groupname"})},
                        true},
                       run_add_host,
                       true});
    actions.push_back(
        {{"assemble",
          "Puts a file together from the fragments in a directory",
          with_replacing_arguments({argument("src", text, "the directory of fragments", true),
                               argument("remote_src", boolean, "src is on the host (default: true)"),
                               argument("delimiter", text, "what stands between two fragments"),
                               argument("regexp", text, "only fragments whose name it fits"),
                               argument("ignore_hidden", boolean, "leave out names that begin with a dot"),
                               opens_vaults()})},
         run_assemble});
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
                               argument("local_follow", boolean, "follow links below src"), opens_vaults(),
                               argument("checksum", text, "the SHA-1 that src must have")})},
         run_copy});
    actions.push_back({{"debug",
                        "Shows a message or a variable",
                        {argument("msg", any, "what to show"), argument("var", any, "the expression to show"),
                         argument("verbosity", integer, "only from this -v on")}},
                       run_debug});
    actions.push_back({{"fail", "Fails with a message", {free_form(argument("msg", any, "the reason"))}}, run_fail});
    actions.push_back({{"fetch",
                        "Brings a file of a host to the control side",
                        {argument("src", path, "the file on the host", true),
                         argument("dest", text, "the directory to put it below, as HOST/PATH", true),
                         argument("flat", boolean, "dest is the file itself, or with a / its directory"),
                         argument("fail_on_missing", boolean, "fail when there is no such file (default: true)"),
                         argument("validate_checksum", boolean, "compare both files afterwards (default: true)")}},
                       run_fetch});
    actions.push_back({{"group_by",
                        "Puts each host into a group that is named by what is known of it",
                        {argument("key", text, "the group", true),
                         argument("parents", list, "the groups that this one is in (default: all)")}},
                       run_group_by});
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
    actions.push_back({{"raw",
                        "Runs a command line as it is, through the login shell's own",
                        {aliased(free_form(argument("_raw_params", text, "the command")), {"free_form", "cmd"}),
                         argument("executable", text, "the shell to use")}},
                       run_raw});
    actions.push_back(
        {{"reboot",
          "Restarts a host and waits until it answers again",
          {aliased(argument("pre_reboot_delay", integer, "seconds before it goes; in whole minutes"),
                   {"pre_reboot_delay_sec"}),
           aliased(argument("post_reboot_delay", integer, "seconds to wait before it is asked"),
                   {"post_reboot_delay_sec"}),
           aliased(argument("reboot_timeout", integer, "seconds to wait for its answer (default: 600)"),
                   {"reboot_timeout_sec"}),
           aliased(argument("connect_timeout", integer, "seconds that one try to connect may take (default: 5)"),
                   {"connect_timeout_sec"}),
           argument("test_command", text, "what must succeed afterwards (default: whoami)"),
           argument("msg", text, "what its users are told"),
           argument("search_paths", list, "where the command shutdown is looked for"),
           argument("boot_time_command", text, "what says something else after each start"),
           argument("reboot_command", text, "what restarts it, instead of shutdown")}},
         run_reboot});
    actions.push_back({{"script",
                        "Runs a script of the control side on a host",
                        {aliased(free_form(argument("_raw_params", text, "the script and its arguments")), {"free_form"}),
                         argument("cmd", text, "the same"), argument("chdir", text, "the directory to run it in"),
                         argument("creates", text, "a file or pattern; where it exists nothing is run"),
                         argument("removes", text, "a file or pattern; where it does not exist nothing is run"),
                         argument("executable", text, "the program that runs the script"), opens_vaults()}},
                       run_script});
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
    actions.push_back(
        {{"unarchive",
          "Unpacks an archive of the control side, or of the host, into a directory",
          with_owner_arguments({argument("src", text, "the archive; with remote_src one of the host", true),
                               argument("remote_src", boolean, "src is on the host"),
                               argument("copy", boolean, "no: the old name of remote_src"),
                               argument("creates", text, "a path; where it exists nothing is unpacked"),
                               argument("list_files", boolean, "give the members' names as files"),
                               argument("include", list, "only these members"),
                               argument("exclude", list, "all members but these"),
                               argument("extra_opts", list, "further options of tar or unzip"),
                               argument("keep_newer", boolean, "leave files that are newer than the archive's"),
                               opens_vaults()})},
         run_unarchive});
    actions.push_back({{"validate_argument_spec",
                        "Holds variables against a role's argument specification",
                        {argument("argument_spec", any, "the options", true),
                         argument("provided_arguments", map, "values instead of the variables of those names"),
                         argument("validate_args_context", map, "where the specification came from")}},
                       run_validate_argument_spec,
                       false,
                       true});
    actions.push_back({{"wait_for_connection",
                        "Waits until a host can be reached and answers",
                        {argument("timeout", integer, "seconds to wait at most (default: 600)"),
                         argument("delay", integer, "seconds before the first try"),
                         argument("sleep", integer, "seconds between two tries (default: 1)"),
                         argument("connect_timeout", integer, "seconds that one try may take (default: 5)")}},
                       run_wait_for_connection});
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
