#include "interpreter/cli/PlayOptions.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <sstream>

namespace interpreter {

namespace {

namespace options = boost::program_options;

using Texts = std::vector<std::string>;

options::options_description described() {
    options::options_description all("Options");
    // Program_options wants a chain of calls on a proxy.
    all.add_options()("help,h", "show this and end")(
        "inventory,i", options::value<Texts>(), "file, directory, script or \"host1,host2,\"; may be repeated")(
        "limit,l", options::value<std::string>(), "only these hosts (a pattern)")(
        "tags,t", options::value<Texts>(), "only tasks with these tags")(
        "skip-tags", options::value<Texts>(), "all but tasks with these tags")(
        "extra-vars,e", options::value<Texts>(), "variables: k=v, JSON, YAML or @file")(
        "check,C", "look only: say what would change")("diff,D", "show how files and other things differ")(
        "forks,f", options::value<std::size_t>(), "hosts at work at once (64)")(
        "verbose,v", "more to read; -vv, -vvv: still more")("syntax-check", "read everything, run nothing")(
        "list-tasks", "list the tasks that would run")("list-tags", "list all tags")(
        "list-hosts", "list the hosts of each play")("strict", "warnings are errors")(
        "force-handlers", "run notified handlers even on failed hosts")(
        "user,u", options::value<std::string>(), "log in as this user")(
        "connection,c", options::value<std::string>(), "ssh or local")(
        "private-key", options::value<std::string>(), "log in with this key file")(
        "key-file", options::value<std::string>(), "the same")(
        "timeout,T", options::value<int>(), "seconds to wait for a connection (10)")(
        "ask-pass,k", "ask for the login password")("ask-become-pass,K", "ask for the password of become")(
        "connection-password-file", options::value<std::string>(), "read the login password from this file")(
        "become-password-file", options::value<std::string>(), "read the password of become from this file")(
        "become,b", "run as another user")("become-user", options::value<std::string>(), "as whom (root)")(
        "become-method", options::value<std::string>(), "sudo or su")(
        "ssh-common-args", options::value<std::string>(), "options for every ssh connection")(
        "ssh-extra-args", options::value<std::string>(), "more of them")(
        "vault-password-file", options::value<Texts>(), "file or script that gives the vault's password")(
        "vault-id", options::value<Texts>(), "the same, as label@file")(
        "ask-vault-pass,J", "ask for the vault's password");
    return all;
}

std::vector<std::string> option_names(const options::options_description& all) {
    std::vector<std::string> names;
    for (const auto& option : all.options()) names.push_back("--" + option->long_name());
    return names;
}

// -vvv is three times -v, which Program_options does not know.
std::vector<std::string> without_verbosity(const std::vector<std::string>& arguments, int& verbosity) {
    std::vector<std::string> kept;
    for (const std::string& argument : arguments) {
        const bool letters = argument.size() > 1 && argument[0] == '-' && argument[1] == 'v' &&
                             argument.find_first_not_of('v', 1) == std::string::npos;
        if (letters)
            verbosity += static_cast<int>(argument.size() - 1);
        else if (argument == "--verbose")
            ++verbosity;
        else
            kept.push_back(argument);
    }
    return kept;
}

Texts split_at_commas(const Texts& words) {
    Texts parts;
    for (const std::string& word : words) {
        std::istringstream stream(word);
        for (std::string part; std::getline(stream, part, ',');)
            if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

options::variables_map parsed(const std::vector<std::string>& arguments, const options::options_description& all,
                              Texts& playbooks) {
    options::options_description with_positional;
    with_positional.add(all).add_options()("playbook", options::value<Texts>());
    options::positional_options_description positions;
    positions.add("playbook", -1);
    options::variables_map values;
    namespace style = options::command_line_style;
    const int accepted = style::default_style & ~style::allow_guessing;
    try {
        options::store(options::command_line_parser(arguments)
                           .options(with_positional)
                           .positional(positions)
                           .style(accepted)
                           .run(),
                       values);
    } catch (const options::unknown_option& unknown) {
        const std::string name = unknown.get_option_name();
        const std::string suggestion = did_you_mean(name, option_names(all));
        throw UsageError("unknown option " + name + (suggestion.empty() ? "" : "; " + suggestion));
    } catch (const options::error& wrong) {
        throw UsageError(wrong.what());
    }
    if (values.count("playbook") > 0) playbooks = values["playbook"].as<Texts>();
    return values;
}

PlayTask task_of(const options::variables_map& values) {
    if (values.count("help") > 0) return PlayTask::help;
    if (values.count("syntax-check") > 0) return PlayTask::check_syntax;
    if (values.count("list-hosts") > 0) return PlayTask::list_hosts;
    if (values.count("list-tags") > 0) return PlayTask::list_tags;
    return values.count("list-tasks") > 0 ? PlayTask::list_tasks : PlayTask::run;
}

}  // namespace

std::string play_help() {
    std::ostringstream text;
    text << "understudy play [options] PLAYBOOK…\n\nRuns playbooks.\n\n"
         << described()
         << "\nExit codes: 0 done; 1 the run could not be set up; 2 a host failed, or wrong usage; 4 input does not\n"
            "parse, or a host was unreachable; 99 interrupted; 250 a bug in understudy.\n";
    return text.str();
}

PlayOptions parse_play_options(const std::vector<std::string>& arguments) {
    PlayOptions result;
    const options::options_description all = described();
    const options::variables_map values =
        parsed(without_verbosity(arguments, result.run.verbosity), all, result.playbooks);
    const auto has = [&](const char* name) { return values.count(name) > 0; };
    const auto text = [&](const char* name) { return has(name) ? values[name].as<std::string>() : std::string(); };
    const auto texts = [&](const char* name) { return has(name) ? values[name].as<Texts>() : Texts{}; };

    result.task = task_of(values);
    if (result.task != PlayTask::help && result.playbooks.empty()) throw UsageError("no playbook was named");
    result.inventories = texts("inventory");
    result.extra_variables = texts("extra-vars");
    result.vault_password_files = texts("vault-password-file");
    for (const std::string& identity : texts("vault-id")) result.vault_password_files.push_back(identity);
    result.ask_connection_password = has("ask-pass");
    result.ask_become_password = has("ask-become-pass");
    result.ask_vault_password = has("ask-vault-pass");
    result.connection_password_file = text("connection-password-file");
    result.become_password_file = text("become-password-file");
    result.strict = has("strict");

    RunOptions& run = result.run;
    run.mode = has("check") ? RunMode::check : RunMode::apply;
    run.show_differences = has("diff");
    if (has("forks")) run.forks = values["forks"].as<std::size_t>();
    if (run.forks == 0) throw UsageError("--forks takes a number from 1 on");
    run.tags = split_at_commas(texts("tags"));
    run.skip_tags = split_at_commas(texts("skip-tags"));
    run.limit = text("limit");
    run.force_handlers = has("force-handlers");
    run.become = has("become");
    run.become_user = text("become-user");
    run.become_method = text("become-method");
    run.connection = text("connection");
    run.remote_user = text("user");
    run.private_key_file = has("private-key") ? text("private-key") : text("key-file");
    run.ssh_common_arguments = text("ssh-common-args");
    run.ssh_extra_arguments = text("ssh-extra-args");
    if (has("timeout")) run.connect_limit = std::chrono::seconds(values["timeout"].as<int>());
    return result;
}

}  // namespace interpreter
