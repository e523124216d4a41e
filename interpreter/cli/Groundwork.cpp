#include "interpreter/cli/Groundwork.hpp"

#include "interpreter/cli/Catalogue.hpp"
#include "interpreter/cli/ExtraVariables.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/cli/Passwords.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/inventory/HostPattern.hpp"
#include "interpreter/template/Template.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <filesystem>
#include <ostream>

namespace interpreter {

namespace {

DuplicateKeys duplicate_keys(const std::string& word) {
    if (word == "error") return DuplicateKeys::error;
    return word == "ignore" ? DuplicateKeys::ignored : DuplicateKeys::warning;
}

}  // namespace

int terminal_width() {
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
        return 79;
    return size.ws_col - 1;
}

Groundwork::Groundwork(std::ostream& out_stream, std::ostream& error_stream)
    : out(out_stream), error(error_stream),
      configuration(Configuration::load(process_environment(), files, findings)) {
    files.set_duplicate_keys(duplicate_keys(configuration.text("duplicate_dict_key")));
}

Colour Groundwork::colour(int descriptor) const {
    if (configuration.flag("nocolor")) return Colour::never;
    if (configuration.flag("force_color")) return Colour::always;
    return isatty(descriptor) != 0 ? Colour::always : Colour::never;
}

void Groundwork::open(CommonOptions& options) {
    open_vault(options);
    take_passwords(options);
    const Variables extra = extra_variables(options.extra_variables, variable_files, options.run.mappings, findings);
    for (const auto& [name, variable] : *extra) mask.learn(variable.value);
    options.run.extra_variables = extra;
}

void Groundwork::open_vault(const CommonOptions& options) {
    const std::string usual_label = configuration.text("vault_identity");
    vault.set_label_rule(configuration.flag("vault_id_match") ? Vault::LabelRule::only_named
                                                              : Vault::LabelRule::named_first);
    for (const std::string& identity : options.vault_identities) {
        const VaultIdentity source = vault_identity(identity, usual_label);
        if (source.is_asked_for())
            vault.add_password(source.label, ask_password("Vault password (" + source.label + ")").as_text());
        else
            vault.add_password_file(source.path, source.label);
    }
    if (options.ask_vault_password)
        vault.add_password(usual_label, ask_password("Vault password").as_text());
}

void Groundwork::take_passwords(CommonOptions& options) {
    RunOptions& run = options.run;
    if (!options.connection_password_file.empty())
        run.connection_password = password_from_file(options.connection_password_file);
    if (!options.become_password_file.empty())
        run.become_password = password_from_file(options.become_password_file);
    if (options.ask_connection_password) run.connection_password = ask_password("SSH password");
    if (options.ask_become_password)
        run.become_password = ask_password("BECOME password (empty: the SSH password)");
    if (run.become_password.is_text() && run.become_password.as_text().empty())
        run.become_password = run.connection_password;
    mask.learn(run.connection_password);
    mask.learn(run.become_password);
}

void Groundwork::load_inventory_of(const CommonOptions& options) {
    inventory = load_inventory(options.inventories, variable_files, findings);
}

PlaybookLoader Groundwork::loader(const CommonOptions& options) {
    LoaderOptions loader_options;
    loader_options.roles_path = configuration.list("roles_path");
    loader_options.extra_variables = options.run.extra_variables;
    return {variable_files, action_catalogue(), loader_options};
}

Playbooks Groundwork::load_playbooks(const std::vector<std::string>& paths, PlaybookLoader& loader) {
    Playbooks playbooks;
    for (const std::string& path : paths) {
        if (!std::filesystem::exists(path)) throw DiagnosticError("the playbook " + path + " could not be found", {});
        playbooks.push_back(loader.load(path, findings));
    }
    return playbooks;
}

Surroundings Groundwork::surroundings() {
    Surroundings result;
    result.vault = &vault;
    result.render_file = [this](const std::string& path, const Evaluation& evaluation) {
        RenderedFile file = render_template_file(path, files, evaluation);
        return make_text(std::move(file.text), file.secret);
    };
    return result;
}

void Groundwork::check_limit(const CommonOptions& options) const {
    if (options.run.limit.empty()) return;
    Diagnostics ignored;
    if (HostPattern(options.run.limit).match(inventory, ignored).empty())
        throw DiagnosticError("--limit '" + options.run.limit + "' matches no host of the inventory", {});
}

bool Groundwork::say_findings() {
    for (const Diagnostic& finding : findings.all())
        error << mask.masked(render(finding, files, colour(STDERR_FILENO)));
    error << std::flush;
    const bool bad = findings.has_errors();
    findings = Diagnostics();
    return bad;
}

void Groundwork::say_configuration(int verbosity) {
    const std::vector<Diagnostic> idle = configuration.without_effect();
    if (verbosity == 0) return;
    if (!configuration.path().empty() && configuration.says_anything())
        out << "Using " << configuration.path() << " as config file\n";
    for (const Diagnostic& setting : idle)
        out << files.describe(setting.position) << ": " << setting.message << "\n";
    out << std::flush;
}

std::unique_ptr<FactCache> Groundwork::fact_cache() const {
    if (!configuration.text("fact_caching").ends_with("jsonfile")) return nullptr;
    return std::make_unique<FactCache>(configuration.path("fact_caching_connection"),
                                       configuration.text("fact_caching_prefix"),
                                       std::chrono::seconds(configuration.integer("fact_caching_timeout")));
}

int run_command(const char* name, std::ostream& out, std::ostream& error,
                const std::function<int(Groundwork& ground)>& command) {
    Groundwork ground(out, error);
    try {
        if (ground.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
        return command(ground);
    } catch (const UsageError& wrong) {
        error << "understudy " << name << ": " << wrong.what() << "\ntry: understudy " << name << " --help\n";
        return static_cast<int>(ExitCode::host_failed);
    } catch (const DiagnosticError& finding) {
        error << ground.mask.masked(render(finding.diagnostic(), ground.files, ground.colour(STDERR_FILENO)));
        return static_cast<int>(ExitCode::not_set_up);
    }
}

}  // namespace interpreter
