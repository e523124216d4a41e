#include "interpreter/execution/PlayTurn.hpp"

#include "interpreter/execution/FreeRunner.hpp"
#include "interpreter/execution/GraphRunner.hpp"
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
        const std::size_t count =
            std::min(batch_size(size, hosts.size(), serial->position), hosts.size() - start);
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

bool is_lost(const HostState* host) { return host->is_lost(); }

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

Variables prompted_for(Run& run, const Play& play) {
    return prompted_variables(run, play, early_scope(play, run.options, nullptr));
}

void PlayTurn::beside_others(std::function<HostState&(const Host&)> state, Found found) {
    state_ = std::move(state);
    found_ = std::move(found);
}

const TaskLabel* PlayTurn::lost_at(const HostState& host) const {
    const auto found = lost_at_.find(&host);
    return found != lost_at_.end() ? &found->second : nullptr;
}

std::vector<const Host*> PlayTurn::matched_hosts() const {
    Diagnostics findings;
    const std::vector<const Host*> matched =
        hosts_of(play_, run_.inventory, run_.options, run_.surroundings, findings, prompted_);
    for (Diagnostic finding : findings.all()) {
        // Its warnings are parts that match nothing.
        if (finding.severity == Severity::warning) {
            if (!run_.options.pattern_mismatch) continue;
            finding.severity = *run_.options.pattern_mismatch;
            if (finding.severity == Severity::error) throw DiagnosticError(finding);
        }
        run_.reporter.finding(finding);
    }
    return matched;
}

std::string PlayTurn::name() const {
    const VariableScope scope = early_scope(play_, run_.options, prompted_);
    const Evaluation evaluation{scope, run_.surroundings, {}};
    if (!play_.name.empty())
        return rendered_text(Value::written(play_.name, play_.name_position), evaluation);
    std::string name;
    const Value pattern = rendered(play_.hosts, evaluation);
    for (const Value& part : pattern.is_list() ? pattern.as_list() : List{pattern})
        name += (name.empty() ? "" : ",") + to_python_text(part);
    return name;
}

void PlayTurn::take() {
    const std::vector<const Host*> matched = matched_hosts();
    const std::string play_name = name();
    const std::string said_name = says_name_ ? play_name : std::string();
    run_.reporter.play_started(play_name);
    if (matched.empty()) return run_.reporter.no_hosts_matched(said_name);
    for (const Host* host : matched) {
        HostState& state = state_ ? state_(*host) : run_.state(*host);
        if (state.standing == Standing::ended) state.standing = Standing::active;
        hosts_.push_back(&state);
    }
    if (found_) found_(play_name, hosts_);
    if (std::all_of(hosts_.begin(), hosts_.end(), is_lost)) {
        // Those who run beside others have said which hosts are blocked.
        if (!found_) run_.reporter.no_hosts_left(said_name);
        return;
    }

    PlayVariables variables(run_, play_, hosts_, {said_name, state_});
    variables.set_prompted(prompted_);
    const VariableScope scope = early_scope(play_, run_.options, prompted_);
    bool first = true;
    for (const Hosts& batch : batches(play_, hosts_, Evaluation{scope, run_.surroundings, {}})) {
        if (still_active(batch).empty()) continue;
        if (!std::exchange(first, false)) run_.reporter.play_started(play_name);
        const auto lost_before = std::count_if(batch.begin(), batch.end(), is_lost);
        run_batch(variables, batch, play_name);
        const auto lost =
            static_cast<std::size_t>(std::count_if(batch.begin(), batch.end(), is_lost) - lost_before);
        if (still_active(batch).empty() && lost > 0) run_.reporter.no_hosts_left(said_name);
        // A batch that is lost as a whole ends the run: the next one would fare no better.
        breaks_run_ = breaks_run_ || lost == batch.size();
        if (breaks_run_) return;
    }
}

void PlayTurn::run_batch(PlayVariables& variables, const Hosts& batch, const std::string& name) {
    if (!run_.start.begin(play_)) return;
    const auto learn_from = [&](const auto& runner) {
        for (const HostState* host : batch) {
            const TaskLabel* lost = is_lost(host) ? runner.lost_at(*host) : nullptr;
            if (lost != nullptr) lost_at_.emplace(host, *lost);
        }
    };
    const VariableScope scope = early_scope(play_, run_.options, prompted_);
    const std::optional<Pace> pace = pace_of(play_, run_.options, Evaluation{scope, run_.surroundings, {}});
    if (runs_as_graph(play_)) {
        GraphRunner runner(variables, play_, batch);
        runner.run(name);
        learn_from(runner);
    } else if (pace) {
        FreeRunner runner(variables, play_, batch, *pace);
        runner.run();
        breaks_run_ = runner.breaks_run();
        learn_from(runner);
    } else {
        PlayRunner runner(variables, play_, batch);
        runner.run();
        breaks_run_ = runner.breaks_run();
        learn_from(runner);
    }
}

}  // namespace interpreter
