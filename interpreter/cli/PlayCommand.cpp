#include "interpreter/cli/PlayCommand.hpp"

#include "interpreter/cli/Catalogue.hpp"
#include "interpreter/cli/ExtraVariables.hpp"
#include "interpreter/cli/Listing.hpp"
#include "interpreter/cli/Passwords.hpp"
#include "interpreter/cli/PlayOptions.hpp"
#include "interpreter/execution/Executor.hpp"
#include "interpreter/inventory/HostPattern.hpp"
#include "interpreter/report/SerialReporter.hpp"
#include "interpreter/report/TerminalReporter.hpp"
#include "interpreter/template/Template.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>

namespace interpreter {

namespace {

Colour colour_wanted() {
    const char* no_colour = std::getenv("NO_COLOR");
    if (no_colour != nullptr && *no_colour != '\0') return Colour::never;
    if (std::getenv("ANSIBLE_FORCE_COLOR") != nullptr) return Colour::always;
    return isatty(STDOUT_FILENO) != 0 ? Colour::always : Colour::never;
}

int terminal_width() {
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
        return 79;
    return size.ws_col - 1;
}

// Everything that is loaded before a run, in the order in which it is loaded.
class Preparation {
  public:
    Preparation(PlayOptions options, std::ostream& out, std::ostream& error)
        : options_(std::move(options)), out_(out), error_(error) {}

    int run();

  private:
    void open_vault();
    void take_passwords();
    [[nodiscard]] std::vector<std::string> inventory_sources() const;
    [[nodiscard]] bool say_findings();
    [[nodiscard]] ExitCode refusal(const std::vector<std::unique_ptr<Playbook>>& playbooks) const;
    [[nodiscard]] int run_playbooks(const std::vector<std::unique_ptr<Playbook>>& playbooks,
                                    PlaybookLoader& loader);
    void check_limit() const;

    PlayOptions options_;
    std::ostream& out_;
    std::ostream& error_;
    SourceFiles files_;
    Vault vault_;
    VariableFiles variable_files_{files_, vault_};
    Diagnostics findings_;
    Inventory inventory_;
    Surroundings surroundings_;
    SecretMask mask_;
};

int Preparation::run() {
    try {
        open_vault();
        take_passwords();
        Variables extra = extra_variables(options_.extra_variables, variable_files_, findings_);
        for (const auto& [name, variable] : *extra)
            mask_.learn(variable.value);
        options_.run.extra_variables = extra;
        inventory_ = load_inventory(inventory_sources(), variable_files_, findings_);
        LoaderOptions loader_options;
        if (const char* path = std::getenv("ANSIBLE_ROLES_PATH")) {
            std::string_view rest(path);
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(':'), rest.size());
                loader_options.roles_path.emplace_back(rest.substr(0, end));
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        loader_options.extra_variables = extra;
        PlaybookLoader loader(variable_files_, action_catalogue(), loader_options);
        std::vector<std::unique_ptr<Playbook>> playbooks;
        for (const std::string& path : options_.playbooks) {
            if (!std::filesystem::exists(path)) {
                error_ << "understudy: the playbook " << path << " could not be found\n";
                return static_cast<int>(ExitCode::not_set_up);
            }
            playbooks.push_back(loader.load(path, findings_));
        }
        if (options_.strict) findings_.make_strict();
        if (say_findings()) return static_cast<int>(refusal(playbooks));
        check_limit();
        return run_playbooks(playbooks, loader);
    } catch (const DiagnosticError& finding) {
        error_ << render(finding.diagnostic(), files_, Colour::never);
        return static_cast<int>(ExitCode::not_set_up);
    }
}

void Preparation::open_vault() {
    for (const std::string& file : options_.vault_password_files)
        vault_.add_password_file(file);
    if (options_.ask_vault_password) vault_.add_password("default", ask_password("Vault password").as_text());
}

void Preparation::take_passwords() {
    RunOptions& run = options_.run;
    if (!options_.connection_password_file.empty())
        run.connection_password = password_from_file(options_.connection_password_file);
    if (!options_.become_password_file.empty())
        run.become_password = password_from_file(options_.become_password_file);
    if (options_.ask_connection_password) run.connection_password = ask_password("SSH password");
    if (options_.ask_become_password)
        run.become_password = ask_password("BECOME password (empty: the SSH password)");
    if (run.become_password.is_text() && run.become_password.as_text().empty())
        run.become_password = run.connection_password;
    mask_.learn(run.connection_password);
    mask_.learn(run.become_password);
}

std::vector<std::string> Preparation::inventory_sources() const {
    if (!options_.inventories.empty()) return options_.inventories;
    if (const char* path = std::getenv("ANSIBLE_INVENTORY")) return {path};
    return std::filesystem::exists("/etc/ansible/hosts") ? std::vector<std::string>{"/etc/ansible/hosts"}
                                                         : std::vector<std::string>{};
}

bool Preparation::say_findings() {
    const Colour colour = isatty(STDERR_FILENO) != 0 ? colour_wanted() : Colour::never;
    for (const Diagnostic& finding : findings_.all())
        error_ << mask_.masked(render(finding, files_, colour));
    error_ << std::flush;
    return findings_.has_errors();
}

// Where nothing is wrong but that a role or file is nowhere, the run could not be set up; else input does not
// parse.
ExitCode Preparation::refusal(const std::vector<std::unique_ptr<Playbook>>& playbooks) const {
    std::size_t missing = 0;
    for (const std::unique_ptr<Playbook>& playbook : playbooks)
        missing += playbook->missing_files;
    const std::vector<Diagnostic>& all = findings_.all();
    const auto errors = std::count_if(all.begin(), all.end(), [](const Diagnostic& finding) {
        return finding.severity == Severity::error;
    });
    return static_cast<std::size_t>(errors) == missing ? ExitCode::not_set_up
                                                       : ExitCode::unreachable_or_unparsable;
}

void Preparation::check_limit() const {
    if (options_.run.limit.empty()) return;
    Diagnostics ignored;
    if (HostPattern(options_.run.limit).match(inventory_, ignored).empty())
        throw DiagnosticError("--limit '" + options_.run.limit + "' matches no host of the inventory", {});
}

int Preparation::run_playbooks(const std::vector<std::unique_ptr<Playbook>>& playbooks,
                               PlaybookLoader& loader) {
    surroundings_.vault = &vault_;
    surroundings_.render_file = [this](const std::string& path, const Evaluation& evaluation) {
        return render_template_file(path, files_, evaluation).text;
    };
    if (options_.task == PlayTask::check_syntax) {
        for (const std::unique_ptr<Playbook>& playbook : playbooks)
            out_ << "\nplaybook: " << playbook->path << "\n";
        return static_cast<int>(ExitCode::done);
    }
    if (options_.task != PlayTask::run) {
        for (const std::unique_ptr<Playbook>& playbook : playbooks)
            print_listing(out_, *playbook, options_, inventory_, surroundings_);
        return static_cast<int>(ExitCode::done);
    }
    Interrupt interrupt;
    TerminalReporter terminal(
        out_, files_, mask_,
        {colour_wanted(), options_.run.verbosity, options_.run.show_differences, terminal_width()});
    SerialReporter reporter(terminal);
    surroundings_.warn = [&](std::string message, Position position) {
        reporter.finding({Severity::warning, std::move(message), position, {}, {}});
    };
    Run run({files_, variable_files_, inventory_, loader, reporter, mask_, interrupt, surroundings_},
            options_.run);
    interrupt.on_first([&] { reporter.interrupted(run.running.list()); });
    interrupt.on_second([&] { run.sessions.cancel_all(); });
    ExitCode ended = ExitCode::done;
    for (const std::unique_ptr<Playbook>& playbook : playbooks) {
        ended = Executor(run).run(*playbook);
        if (ended != ExitCode::done) break;
    }
    return static_cast<int>(ended);
}

}  // namespace

int run_play_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    try {
        PlayOptions options = parse_play_options(arguments);
        if (options.task == PlayTask::help) {
            out << play_help();
            return static_cast<int>(ExitCode::done);
        }
        return Preparation(std::move(options), out, error).run();
    } catch (const UsageError& wrong) {
        error << "understudy play: " << wrong.what() << "\ntry: understudy play --help\n";
        return static_cast<int>(ExitCode::host_failed);
    }
}

}  // namespace interpreter
