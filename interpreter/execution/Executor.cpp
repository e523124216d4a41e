#include "interpreter/execution/Executor.hpp"

#include "interpreter/execution/FreeRunner.hpp"
#include "interpreter/execution/GraphRunner.hpp"
#include "interpreter/execution/PlannedGraph.hpp"
#include "interpreter/execution/PlayRunner.hpp"
#include "interpreter/execution/PromptedVariables.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/inventory/HostPattern.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "modules/module/Argument.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace interpreter {

namespace {

VariableScope early_scope(const Play& play, const RunOptions& options, const Variables& prompted) {
    VariableScope scope(options.mappings);
    if (play.variables) scope.add(Layer::play_vars, play.variables);
    if (prompted) scope.add(Layer::play_vars_prompt, prompted);
    if (options.extra_variables) scope.add(Layer::extra_vars, options.extra_variables);
    return scope;
}

std::size_t batch_size(const Value& written, std::size_t hosts, Position position) {
    if (written.is_text() && written.as_text().ends_with('%')) {
        const double percent = std::strtod(written.as_text().c_str(), nullptr);
        const auto size = static_cast<std::size_t>(std::floor(static_cast<double>(hosts) * percent / 100));
        return std::max<std::size_t>(size, 1);
    }
    modules::Argument argument;
    argument.name = "serial";
    argument.type = modules::ArgumentType::integer;
    if (const std::optional<std::string> wrong = modules::mismatch(argument, written))
        throw DiagnosticError(*wrong, position, "serial takes a number, a percentage, or a list of them");
    const std::int64_t size = modules::converted(argument, written).as_integer();
    return size <= 0 ? hosts : static_cast<std::size_t>(size);
}

// The last size repeats until no host is left.
std::vector<Hosts> batches(const Play& play, const Hosts& hosts, const Evaluation& evaluation) {
    const Written* serial = play.own("serial");
    if (serial == nullptr) return {hosts};
    const Value sizes = rendered(serial->value, evaluation);
    const List listed = sizes.is_list() ? sizes.as_list() : List{sizes};
    if (listed.empty()) return {hosts};
    std::vector<Hosts> all;
    std::size_t start = 0;
    for (std::size_t number = 0; start < hosts.size(); ++number) {
        const Value& size = listed[std::min(number, listed.size() - 1)];
        const std::size_t count = std::min(batch_size(size, hosts.size(), serial->position), hosts.size() - start);
        const auto first = hosts.begin() + static_cast<std::ptrdiff_t>(start);
        all.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
        start += count;
    }
    return all;
}

// Nothing: its hosts wait for each other.
std::optional<Pace> pace_of(const Play& play, const RunOptions& options, const Evaluation& evaluation) {
    const Written* written = play.own("strategy");
    const std::string name =
        canonical_action(written != nullptr ? rendered_text(written->value, evaluation) : options.strategy);
    if (name == "free") return Pace::free;
    if (name == "host_pinned") return Pace::host_pinned;
    if (name == "linear" || runs_as_graph(play)) return std::nullopt;
    throw DiagnosticError("strategy '" + name + "' cannot come from a template", play.position,
                          "a template may give linear, free or host_pinned");
}

bool is_lost(const HostState* host) {
    return host->standing == Standing::failed || host->standing == Standing::unreachable;
}

}  // namespace

std::vector<const Host*> hosts_of(const Play& play, const Inventory& inventory, const RunOptions& options,
                                  const Surroundings& surroundings, Diagnostics& findings,
                                  const Variables& prompted) {
    const VariableScope scope = early_scope(play, options, prompted);
    const Evaluation evaluation{scope, surroundings, {}};
    const Value pattern = rendered(play.hosts, evaluation);
    std::string text;
    for (const Value& part : pattern.is_list() ? pattern.as_list() : List{pattern})
        text += (text.empty() ? "" : ",") + to_python_text(part);
    std::vector<const Host*> hosts = HostPattern(text, play.hosts.position()).match(inventory, findings);
    if (!options.limit.empty()) {
        Diagnostics ignored;
        const std::vector<const Host*> limited = HostPattern(options.limit).match(inventory, ignored);
        std::erase_if(hosts, [&](const Host* host) {
            return std::find(limited.begin(), limited.end(), host) == limited.end();
        });
    }
    const Written* order = play.own("order");
    if (order == nullptr) return hosts;
    const std::string word = rendered_text(order->value, evaluation);
    const auto by_name = [](const Host* left, const Host* right) { return left->name < right->name; };
    if (word == "sorted" || word == "reverse_sorted") std::stable_sort(hosts.begin(), hosts.end(), by_name);
    if (word == "shuffle") std::shuffle(hosts.begin(), hosts.end(), std::mt19937(std::random_device{}()));
    if (word == "reverse_sorted" || word == "reverse_inventory") std::reverse(hosts.begin(), hosts.end());
    return hosts;
}

ExitCode Executor::run(const Playbook& playbook) {
    ExitCode ended = ExitCode::done;
    try {
        for (const std::unique_ptr<Play>& play : playbook.plays) {
            run_.interrupt.check();
            if (run_play(*play) == After::stop) break;
        }
    } catch (const Interrupted&) {
        ended = ExitCode::interrupted;
    } catch (const DiagnosticError& error) {
        run_.reporter.finding(error.diagnostic());
        ended = ExitCode::not_set_up;
    }
    run_.reporter.custom_stats(run_.stats.all());
    run_.reporter.finished(run_.counters());
    return ended != ExitCode::done ? ended : exit_code();
}

void Executor::check(const Playbook& playbook, Diagnostics& findings) {
    for (const std::unique_ptr<Play>& play : playbook.plays) {
        if (!runs_as_graph(*play)) continue;
        Diagnostics found;
        const PlannedGraph graph(run_, *play, found);
        // What patterns match, add_host and group_by may change before the play's turn.
        for (const Diagnostic& finding : found.all())
            if (finding.severity == Severity::error) findings.add(finding);
    }
}

Executor::After Executor::run_play(const Play& play) {
    Diagnostics findings;
    const Variables prompted = prompted_variables(run_, play, early_scope(play, run_.options, nullptr));
    const std::vector<const Host*> matched =
        hosts_of(play, run_.inventory, run_.options, run_.surroundings, findings, prompted);
    for (Diagnostic finding : findings.all()) {
        // Its warnings are parts that match nothing.
        if (finding.severity == Severity::warning) {
            if (!run_.options.pattern_mismatch) continue;
            finding.severity = *run_.options.pattern_mismatch;
            if (finding.severity == Severity::error) throw DiagnosticError(finding);
        }
        run_.reporter.finding(finding);
    }
    const VariableScope scope = early_scope(play, run_.options, prompted);
    const Evaluation evaluation{scope, run_.surroundings, {}};
    std::string name = play.name;
    if (!name.empty()) {
        name = rendered_text(Value::written(name, play.name_position), evaluation);
    } else {
        const Value pattern = rendered(play.hosts, evaluation);
        for (const Value& part : pattern.is_list() ? pattern.as_list() : List{pattern})
            name += (name.empty() ? "" : ",") + to_python_text(part);
    }
    run_.reporter.play_started(name);
    if (matched.empty()) {
        run_.reporter.no_hosts_matched();
        return After::next_play;
    }
    Hosts hosts;
    for (const Host* host : matched) {
        HostState& state = run_.state(*host);
        if (state.standing == Standing::ended) state.standing = Standing::active;
        hosts.push_back(&state);
    }
    if (std::all_of(hosts.begin(), hosts.end(), is_lost)) {
        run_.reporter.no_hosts_left();
        return After::next_play;
    }

    PlayVariables variables(run_, play, hosts);
    variables.set_prompted(prompted);
    const std::optional<Pace> pace = pace_of(play, run_.options, evaluation);
    bool first = true;
    for (const Hosts& batch : batches(play, hosts, evaluation)) {
        if (still_active(batch).empty()) continue;
        if (!std::exchange(first, false)) run_.reporter.play_started(name);
        const auto lost_before = std::count_if(batch.begin(), batch.end(), is_lost);
        bool stops = false;
        if (runs_as_graph(play)) {
            GraphRunner(variables, play, batch).run(name);
        } else if (pace) {
            FreeRunner runner(variables, play, batch, *pace);
            runner.run();
            stops = runner.breaks_run();
        } else {
            PlayRunner runner(variables, play, batch);
            runner.run();
            stops = runner.breaks_run();
        }
        const auto lost = static_cast<std::size_t>(std::count_if(batch.begin(), batch.end(), is_lost) - lost_before);
        if (still_active(batch).empty() && lost > 0) run_.reporter.no_hosts_left();
        // A batch that is lost as a whole ends the run: the next one would fare no better.
        if (stops || lost == batch.size()) return After::stop;
    }
    return After::next_play;
}

ExitCode Executor::exit_code() {
    bool failed = false;
    bool unreachable = false;
    for (const HostCounters& counters : run_.counters()) {
        failed = failed || counters.failed > 0 || counters.blocked > 0;
        unreachable = unreachable || counters.unreachable > 0;
    }
    if (unreachable) return ExitCode::unreachable_or_unparsable;
    return failed ? ExitCode::host_failed : ExitCode::done;
}

}  // namespace interpreter
