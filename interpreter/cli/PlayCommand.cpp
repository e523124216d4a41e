#include "interpreter/cli/PlayCommand.hpp"

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/Listing.hpp"
#include "interpreter/cli/Outputs.hpp"
#include "interpreter/cli/PlayOptions.hpp"
#include "interpreter/execution/Executor.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

namespace interpreter {

namespace {

// Everything that is loaded before a run, in the order in which it is loaded.
class Preparation {
  public:
    Preparation(Groundwork& ground, PlayOptions options) : ground_(ground), options_(std::move(options)) {}

    int run();

  private:
    [[nodiscard]] ExitCode refusal(const Playbooks& playbooks, const Diagnostics& findings) const;
    [[nodiscard]] int run_playbooks(const Playbooks& playbooks, PlaybookLoader& loader);
    void write_retry_file(const Playbook& playbook, const std::vector<HostCounters>& counters) const;

    Groundwork& ground_;
    PlayOptions options_;
    Surroundings surroundings_;
};

int Preparation::run() {
    ground_.say_configuration(options_.run.verbosity);
    ground_.open(options_);
    ground_.load_inventory_of(options_);
    PlaybookLoader loader = ground_.loader(options_);
    const Playbooks playbooks = ground_.load_playbooks(options_.playbooks, loader);
    if (options_.strict) ground_.findings.make_strict();
    const Diagnostics findings = ground_.findings;
    if (ground_.say_findings()) return static_cast<int>(refusal(playbooks, findings));
    ground_.check_limit(options_);
    return run_playbooks(playbooks, loader);
}

// Where nothing is wrong but that a role or file is nowhere, the run could not be set up; else input does not
// parse.
ExitCode Preparation::refusal(const Playbooks& playbooks, const Diagnostics& findings) const {
    std::size_t missing = 0;
    for (const std::unique_ptr<Playbook>& playbook : playbooks)
        missing += playbook->missing_files;
    const std::vector<Diagnostic>& all = findings.all();
    const auto errors = std::count_if(all.begin(), all.end(), [](const Diagnostic& finding) {
        return finding.severity == Severity::error;
    });
    return static_cast<std::size_t>(errors) == missing ? ExitCode::not_set_up
                                                       : ExitCode::unreachable_or_unparsable;
}

int Preparation::run_playbooks(const Playbooks& playbooks, PlaybookLoader& loader) {
    surroundings_ = ground_.surroundings();
    if (options_.task == PlayTask::check_syntax) {
        for (const std::unique_ptr<Playbook>& playbook : playbooks)
            ground_.out << "\nplaybook: " << playbook->path << "\n";
        return static_cast<int>(ExitCode::done);
    }
    if (options_.task != PlayTask::run) {
        for (const std::unique_ptr<Playbook>& playbook : playbooks)
            print_listing(ground_.out, *playbook, options_, ground_.inventory, surroundings_);
        return static_cast<int>(ExitCode::done);
    }
    // On a terminal it is shown once a task takes long.
    options_.run.live_output = options_.live || options_.run.verbosity >= 2 || isatty(STDOUT_FILENO) != 0;
    const std::unique_ptr<FactCache> cache = ground_.fact_cache();
    if (options_.flush_cache && cache)
        for (const Host* host : ground_.inventory.hosts()) cache->forget(host->name);
    Interrupt interrupt;
    Outputs::Wish wish{options_.form, options_.junit_directory, options_.profile, options_.live, 0};
    for (const std::unique_ptr<Playbook>& playbook : playbooks)
        wish.known_tasks += count_tasks(*playbook, options_.run);
    Outputs outputs(ground_, options_.run, wish);
    SerialReporter& reporter = outputs.reporter();
    surroundings_.warn = [&](std::string message, Position position) {
        reporter.finding({Severity::warning, std::move(message), position, {}, {}});
    };
    Run run({ground_.files, ground_.variable_files, ground_.inventory, loader, reporter, ground_.mask, interrupt,
             surroundings_, cache.get()},
            options_.run);
    run.read_inventory = [this] {
        Diagnostics findings;
        Inventory fresh = load_inventory(options_.inventories, ground_.variable_files, findings);
        for (const Diagnostic& finding : findings.all())
            if (finding.severity == Severity::error) throw DiagnosticError(finding);
        return fresh;
    };
    interrupt.on_first([&] { reporter.interrupted(run.running.list()); });
    interrupt.on_second([&] { run.sessions.cancel_all(); });
    for (const std::unique_ptr<Playbook>& playbook : playbooks) Executor(run).check(*playbook, ground_.findings);
    if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
    ExitCode ended = ExitCode::done;
    for (const std::unique_ptr<Playbook>& playbook : playbooks) {
        reporter.playbook_started(playbook->path);
        ended = Executor(run).run(*playbook);
        write_retry_file(*playbook, run.counters());
        if (ended != ExitCode::done) break;
    }
    return static_cast<int>(ended);
}

// The hosts that failed, a line each, for `--limit @FILE`.
void Preparation::write_retry_file(const Playbook& playbook, const std::vector<HostCounters>& counters) const {
    if (!ground_.configuration.flag("retry_files_enabled")) return;
    std::string hosts;
    for (const HostCounters& host : counters)
        if (host.failed > 0 || host.unreachable > 0) hosts += host.host + "\n";
    if (hosts.empty()) return;
    std::filesystem::path path(playbook.path);
    path.replace_extension(".retry");
    if (const std::string folder = ground_.configuration.path("retry_files_save_path"); !folder.empty())
        path = std::filesystem::path(folder) / path.filename();
    std::ofstream file(path);
    file << hosts << std::flush;
    if (file)
        ground_.error << "\tto retry, use: --limit @" << path.string() << "\n";
    else
        ground_.error << "understudy: the retry file " << path.string() << " could not be written\n";
}

}  // namespace

int run_play_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("play", out, error, [&](Groundwork& ground) {
        PlayOptions options = parse_play_options(arguments, ground.configuration);
        if (options.task == PlayTask::help) {
            out << play_help();
            return static_cast<int>(ExitCode::done);
        }
        return Preparation(ground, std::move(options)).run();
    });
}

}  // namespace interpreter
