#include "interpreter/cli/RunCommand.hpp"

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/cli/Outputs.hpp"
#include "interpreter/execution/Executor.hpp"
#include "interpreter/inventory/HostPattern.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace interpreter {

namespace {

namespace options = boost::program_options;

OptionTable run_table() {
    OptionTable all("Options");
    all.add_options()("help,h", "show this and end")("module-name,m", options::value<std::string>(),
                                                     "the module or action (command)")(
        "args,a", options::value<std::string>(), "its arguments: \"k=v k2=v2\", a command line, or a mapping in JSON");
    add_inventory_options(all);
    add_limit_option(all);
    add_variable_options(all);
    add_run_options(all);
    all.add_options()("one-line,o", "each result on one line")("list-hosts", "list the hosts, run nothing")(
        "background,B", options::value<int>(), "run as a job of the host that ends after so many seconds")(
        "poll,P", options::value<int>(), "with -B: look after it so often, in seconds (15); 0: leave it")(
        "task-timeout", options::value<int>(), "seconds that the task may take")(
        "playbook-dir", options::value<std::string>(), "look for group_vars, roles and files beside this directory");
    add_connection_options(all);
    add_become_options(all);
    add_vault_options(all);
    return all;
}

std::string run_help() {
    std::ostringstream text;
    text << "understudy run [options] PATTERN\n\nRuns one module on hosts.\n\n"
         << run_table()
         << "\nExit codes: 0 done; 1 the run could not be set up; 2 a host failed, or wrong usage; 4 input does not\n"
            "parse, or a host was unreachable; 99 interrupted.\n";
    return text.str();
}

// A play of one task, as one would write it. JSON is YAML, so quoting is JSON's.
std::string written_play(const std::string& pattern, const std::string& module, const std::string& arguments,
                         const ParsedOptions& parsed) {
    const auto quoted = [](const std::string& text) { return modules::to_json(Value(text)); };
    std::string task = arguments.starts_with('{') ? quoted(module) + ": " + arguments
                                                  : "action: " + quoted(arguments.empty() ? module : module + " " + arguments);
    if (parsed.has("background")) {
        task += fmt::format("\n      async: {}", parsed.number("background", 0));
        if (parsed.has("poll")) task += fmt::format("\n      poll: {}", parsed.number("poll", 0));
    }
    return fmt::format("- hosts: {}\n  gather_facts: false\n  tasks:\n    - {}\n", quoted(pattern), task);
}

class AdHocRun {
  public:
    AdHocRun(Groundwork& ground, const ParsedOptions& parsed)
        : ground_(ground), parsed_(parsed), common_(common_options(parsed, ground.configuration)) {}

    int run() {
        check_usage();
        ground_.say_configuration(common_.run.verbosity);
        ground_.open(common_);
        ground_.load_inventory_of(common_);
        if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
        ground_.check_limit(common_);
        const std::vector<const Host*> hosts = chosen_hosts();
        if (parsed_.has("list-hosts")) return list(hosts);
        if (hosts.empty()) {
            ground_.say_findings();
            ground_.error << "warning: no hosts matched, nothing to do\n";
            return static_cast<int>(ExitCode::done);
        }
        // The play says it again.
        ground_.findings = Diagnostics();
        return run_play();
    }

  private:
    void check_usage() {
        if (parsed_.positional().empty()) throw UsageError("no hosts were named: say a pattern");
        if (parsed_.positional().size() > 1)
            throw UsageError("one pattern, please; '" + parsed_.positional()[1] + "' is one too many (quote -a's words)");
        if (parsed_.has("poll") && !parsed_.has("background")) throw UsageError("-P is for -B");
        if (parsed_.has("task-timeout")) common_.run.task_limit = std::chrono::seconds(parsed_.number("task-timeout", 0));
        module_ = parsed_.has("module-name") ? parsed_.text("module-name") : ground_.configuration.text("module_name");
        arguments_ = parsed_.has("args") ? parsed_.text("args") : ground_.configuration.text("module_args");
        const bool needs_text = module_ == "command" || module_ == "shell" || module_ == "raw" || module_ == "script";
        if (needs_text && arguments_.empty() && !parsed_.has("list-hosts"))
            throw UsageError("-m " + module_ + " needs a command: -a 'COMMAND'");
        if (module_.find("include_") != std::string::npos || module_.find("import_") != std::string::npos)
            throw UsageError(module_ + " is for playbooks");
    }

    [[nodiscard]] std::vector<const Host*> chosen_hosts() {
        std::vector<const Host*> hosts =
            HostPattern(parsed_.positional().front()).match(ground_.inventory, ground_.findings);
        if (common_.run.limit.empty()) return hosts;
        Diagnostics ignored;
        const std::vector<const Host*> limited = HostPattern(common_.run.limit).match(ground_.inventory, ignored);
        std::erase_if(hosts, [&](const Host* host) {
            return std::find(limited.begin(), limited.end(), host) == limited.end();
        });
        return hosts;
    }

    int list(const std::vector<const Host*>& hosts) {
        ground_.say_findings();
        ground_.out << "  hosts (" << hosts.size() << "):\n";
        for (const Host* host : hosts) ground_.out << "    " << host->name << "\n";
        return static_cast<int>(ExitCode::done);
    }

    int run_play() {
        PlaybookLoader loader = ground_.loader(common_);
        const std::string directory =
            parsed_.has("playbook-dir") ? parsed_.text("playbook-dir") : ground_.configuration.path("playbook_dir");
        const std::uint32_t text = ground_.files.add(
            "command line", written_play(parsed_.positional().front(), module_, arguments_, parsed_));
        const std::unique_ptr<Playbook> playbook =
            loader.load_text(text, directory.empty() ? "." : directory, ground_.findings);
        if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);

        Outputs outputs(ground_, common_.run, {parsed_.has("one-line") ? "oneline" : "minimal", {}, false, false, 1});
        SerialReporter& reporter = outputs.reporter();
        Surroundings surroundings = ground_.surroundings();
        surroundings.warn = [&](std::string message, Position position) {
            reporter.finding({Severity::warning, std::move(message), position, {}, {}});
        };
        const std::unique_ptr<FactCache> cache = ground_.fact_cache();
        Interrupt interrupt;
        Run run({ground_.files, ground_.variable_files, ground_.inventory, loader, reporter, ground_.mask, interrupt,
                 surroundings, cache.get()},
                common_.run);
        interrupt.on_first([&] { reporter.interrupted(run.running.list()); });
        interrupt.on_second([&] { run.sessions.cancel_all(); });
        return static_cast<int>(Executor(run).run(*playbook));
    }

    Groundwork& ground_;
    const ParsedOptions& parsed_;
    CommonOptions common_;
    std::string module_;
    std::string arguments_;
};

}  // namespace

int run_run_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("run", out, error, [&](Groundwork& ground) {
        const ParsedOptions parsed(arguments, run_table());
        if (parsed.has("help")) {
            out << run_help();
            return 0;
        }
        return AdHocRun(ground, parsed).run();
    });
}

}  // namespace interpreter
