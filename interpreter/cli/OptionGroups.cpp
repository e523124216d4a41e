#include "interpreter/cli/OptionGroups.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <filesystem>
#include <sstream>

namespace interpreter {

namespace {

namespace options = boost::program_options;

std::vector<std::string> option_names(const OptionTable& all) {
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

std::string first_set(std::string given, std::string configured) {
    return given.empty() ? std::move(configured) : std::move(given);
}

std::vector<std::string> vault_identities(const ParsedOptions& parsed, const Configuration& configuration) {
    std::vector<std::string> identities = configuration.list("vault_identity_list");
    for (std::string& identity : parsed.texts("vault-id")) identities.push_back(std::move(identity));
    // Of a path with an `@` in it only the label before the first counts.
    const std::string label = configuration.text("vault_identity") + '@';
    for (const char* name : {"vault-password-file", "vault-pass-file"})
        for (const std::string& file : parsed.texts(name)) identities.push_back(label + file);
    if (const std::string file = configuration.path("vault_password_file"); !file.empty())
        identities.push_back(label + file);
    return identities;
}

std::vector<std::string> inventory_sources(const ParsedOptions& parsed, const Configuration& configuration) {
    if (parsed.has("inventory")) return parsed.texts("inventory");
    std::vector<std::string> sources = configuration.list("inventory");
    // The usual place need not be there.
    if (!configuration.is_set("inventory"))
        std::erase_if(sources, [](const std::string& path) { return !std::filesystem::exists(path); });
    return sources;
}

Gathering gathering(const std::string& word) {
    if (word == "explicit") return Gathering::when_asked;
    return word == "smart" ? Gathering::when_unknown : Gathering::unless_refused;
}

std::optional<Severity> severity_of(const std::string& word) {
    if (word == "ignore") return std::nullopt;
    return word == "error" ? Severity::error : Severity::warning;
}

}  // namespace

void add_inventory_options(OptionTable& table) {
    table.add_options()("inventory,i", options::value<Texts>(),
                        "file, directory, script or \"host1,host2,\"; may be repeated");
}

void add_limit_option(OptionTable& table) {
    table.add_options()("limit,l", options::value<std::string>(), "only these hosts (a pattern)");
}

void add_variable_options(OptionTable& table) {
    table.add_options()("extra-vars,e", options::value<Texts>(), "variables: k=v, JSON, YAML or @file");
}

void add_vault_options(OptionTable& table) {
    table.add_options()("vault-id", options::value<Texts>(), "a vault's password: LABEL@FILE or LABEL@prompt")(
        "vault-password-file", options::value<Texts>(), "file or script that gives the vault's password")(
        "vault-pass-file", options::value<Texts>(), "the same")(
        "ask-vault-pass,J", "ask for the vault's password")("ask-vault-password", "the same");
}

void add_connection_options(OptionTable& table) {
    table.add_options()("user,u", options::value<std::string>(), "log in as this user")(
        "connection,c", options::value<std::string>(), "ssh or local")(
        "private-key", options::value<std::string>(), "log in with this key file")(
        "key-file", options::value<std::string>(), "the same")(
        "timeout,T", options::value<int>(), "seconds to wait for a connection (10)")(
        "ask-pass,k", "ask for the login password")(
        "connection-password-file", options::value<std::string>(), "read the login password from this file")(
        "conn-pass-file", options::value<std::string>(), "the same")(
        "ssh-common-args", options::value<std::string>(), "options for every ssh connection")(
        "ssh-extra-args", options::value<std::string>(), "more of them");
}

void add_become_options(OptionTable& table) {
    table.add_options()("become,b", "run as another user")(
        "become-user", options::value<std::string>(), "as whom (root)")(
        "become-method", options::value<std::string>(), "sudo or su")(
        "ask-become-pass,K", "ask for the password of become")(
        "become-password-file", options::value<std::string>(), "read the password of become from this file")(
        "become-pass-file", options::value<std::string>(), "the same");
}

void add_run_options(OptionTable& table) {
    table.add_options()("check,C", "look only: say what would change")("diff,D",
                                                                       "show how files and other things differ")(
        "forks,f", options::value<int>(), "hosts at work at once (64)")("verbose,v",
                                                                       "more to read; -vv, -vvv: still more");
}

ParsedOptions::ParsedOptions(const std::vector<std::string>& arguments, const OptionTable& table) {
    options::options_description with_positional;
    with_positional.add(table).add_options()("positional", options::value<Texts>());
    options::positional_options_description positions;
    positions.add("positional", -1);
    namespace style = options::command_line_style;
    const int accepted = style::default_style & ~style::allow_guessing;
    try {
        options::store(options::command_line_parser(without_verbosity(arguments, verbosity_))
                           .options(with_positional)
                           .positional(positions)
                           .style(accepted)
                           .run(),
                       values_);
    } catch (const options::unknown_option& unknown) {
        const std::string name = unknown.get_option_name();
        const std::string suggestion = did_you_mean(name, option_names(table));
        throw UsageError("unknown option " + name + (suggestion.empty() ? "" : "; " + suggestion));
    } catch (const options::error& wrong) {
        throw UsageError(wrong.what());
    }
    positional_ = texts("positional");
}

std::string ParsedOptions::text(const char* name) const {
    return has(name) ? values_[name].as<std::string>() : std::string();
}

std::vector<std::string> ParsedOptions::texts(const char* name) const {
    return has(name) ? values_[name].as<Texts>() : Texts{};
}

int ParsedOptions::number(const char* name, int fallback) const {
    return has(name) ? values_[name].as<int>() : fallback;
}

std::string unknown_word(const std::string& what, const std::string& word, const std::vector<std::string>& known) {
    const std::string suggestion = did_you_mean(word, known);
    return "unknown " + what + " '" + word + "'" + (suggestion.empty() ? "" : "; " + suggestion);
}

std::vector<std::string> split_at_commas(const std::vector<std::string>& words) {
    Texts parts;
    for (const std::string& word : words) {
        std::istringstream stream(word);
        for (std::string part; std::getline(stream, part, ',');)
            if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

CommonOptions common_options(const ParsedOptions& parsed, const Configuration& configuration) {
    CommonOptions result;
    result.inventories = inventory_sources(parsed, configuration);
    result.extra_variables = parsed.texts("extra-vars");
    result.vault_identities = vault_identities(parsed, configuration);
    const auto asked = [&](const char* option, std::string_view setting) {
        return parsed.has(option) || configuration.flag(setting);
    };
    result.ask_vault_password = asked("ask-vault-pass", "ask_vault_pass") || parsed.has("ask-vault-password");
    result.ask_connection_password = asked("ask-pass", "ask_pass");
    result.ask_become_password = asked("ask-become-pass", "become_ask_pass");
    result.connection_password_file =
        first_set(first_set(parsed.text("connection-password-file"), parsed.text("conn-pass-file")),
                  configuration.path("connection_password_file"));
    result.become_password_file =
        first_set(first_set(parsed.text("become-password-file"), parsed.text("become-pass-file")),
                  configuration.path("become_password_file"));

    RunOptions& run = result.run;
    run.mode = parsed.has("check") ? RunMode::check : RunMode::apply;
    run.show_differences = asked("diff", "diff_always");
    run.verbosity = parsed.verbosity() > 0 ? parsed.verbosity() : static_cast<int>(configuration.integer("verbosity"));
    const std::int64_t forks = parsed.number("forks", static_cast<int>(configuration.integer("forks")));
    if (forks < 1) throw UsageError("--forks takes a number from 1 on");
    run.forks = static_cast<std::size_t>(forks);
    run.limit = parsed.text("limit");
    run.strategy = configuration.text("strategy");
    run.any_errors_fatal = configuration.flag("any_errors_fatal");
    run.no_log = configuration.flag("no_log");
    run.task_limit = std::chrono::seconds(configuration.integer("task_timeout"));
    run.mappings =
        configuration.text("hash_behaviour") == "merge" ? HashBehaviour::merge : HashBehaviour::replace;
    run.poll_interval = configuration.integer("poll_interval");
    run.gathering = gathering(configuration.text("gathering"));
    run.gather_subset = configuration.list("gather_subset");
    run.missing_handler = configuration.flag("error_on_missing_handler") ? Severity::error : Severity::warning;
    run.pattern_mismatch = severity_of(configuration.text("host_pattern_mismatch"));
    run.module_warnings = configuration.flag("action_warnings");
    run.force_handlers = configuration.flag("force_handlers");
    run.become = asked("become", "become");
    run.become_user = first_set(parsed.text("become-user"), configuration.text("become_user"));
    run.become_method = first_set(parsed.text("become-method"), configuration.text("become_method"));
    run.become_executable = configuration.text("become_exe");
    run.become_flags = configuration.text("become_flags");
    run.connection = first_set(parsed.text("connection"), configuration.text("transport"));
    run.remote_user = first_set(parsed.text("user"), configuration.text("remote_user"));
    run.remote_port = static_cast<std::uint16_t>(configuration.integer("remote_port"));
    run.private_key_file = first_set(first_set(parsed.text("private-key"), parsed.text("key-file")),
                                     configuration.path("private_key_file"));
    run.ssh_arguments = configuration.text("ssh_args");
    run.ssh_common_arguments = first_set(parsed.text("ssh-common-args"), configuration.text("ssh_common_args"));
    run.ssh_extra_arguments = first_set(parsed.text("ssh-extra-args"), configuration.text("ssh_extra_args"));
    run.connect_limit =
        std::chrono::seconds(parsed.number("timeout", static_cast<int>(configuration.integer("timeout"))));
    run.check_host_keys = configuration.flag("host_key_checking");
    return result;
}

}  // namespace interpreter
