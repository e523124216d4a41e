#include "interpreter/execution/TaskRunner.hpp"

#include "interpreter/actions/as_secret.hpp"
#include "interpreter/execution/TaskCall.hpp"
#include "interpreter/execution/TaskItem.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/Loop.hpp"

#include <cmath>

namespace interpreter {

namespace {

constexpr int default_retries = 3;
constexpr double default_delay = 5;

Value value_of(const ActionResult& answer) {
    const modules::ModuleResult& result = answer.result;
    Map shown{{"changed", result.changed}};
    for (const Map::Entry& entry : result.data) shown.set(entry.first, entry.second);
    if (result.failure && !result.data.contains("msg")) shown.set("msg", *result.failure);
    shown.set("failed", result.failure.has_value());
    if (result.skipped) shown.set("skipped", true);
    if (result.unknown) {
        shown.set("unknown", true);
        shown.set("unknown_reason", *result.unknown);
    }
    if (!result.warnings.empty()) {
        List warnings;
        for (const std::string& warning : result.warnings) warnings.emplace_back(warning);
        shown.set("warnings", warnings);
    }
    return shown;
}

}  // namespace

Value censored(const Value& result) {
    return Map{{"censored", censored_text}, {"changed", result.get("changed").value_or(false)}};
}

Map changed_entries(const Value& result, std::initializer_list<Map::Entry> entries) {
    Map map = result.is_map() ? result.plain().as_map() : Map{};
    for (const Map::Entry& entry : entries) map.set(entry.first, entry.second);
    return map;
}

Status status_of(const Value& result) {
    if (result.flag("failed")) return Status::failed;
    if (result.flag("skipped")) return Status::skipped;
    return result.flag("changed") ? Status::changed : Status::ok;
}

Outcome failed_outcome(const DiagnosticError& error) {
    Outcome outcome;
    outcome.status = Status::failed;
    outcome.result = Map{{"changed", false}, {"failed", true}, {"msg", error.diagnostic().message}};
    outcome.diagnostic = error.diagnostic();
    return outcome;
}

TaskResult TaskRunner::run(const Task& task, const TaskLabel& label, HostState& host) {
    run_.interrupt.check();
    const RunningTasks::Mark mark(run_.running, host.name(), label.title);
    run_.reporter.host_started(label, host.name());
    VariableScope scope;
    try {
        scope = variables_.scope(host, task);
        const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
        const Throttle::Turn turn =
            run_.throttle.wait_for(task.position, TaskKeywords(task, evaluation).number("throttle").value_or(0));
        std::optional<List> looped;
        try {
            looped = items(task, evaluation);
        } catch (const DiagnosticError&) {
            // A loop over what is undefined is no mistake when the task is not wanted anyway.
            std::string false_part;
            if (wanted(task, evaluation, &false_part)) throw;
            Item item;
            item.outcome.status = Status::skipped;
            item.outcome.false_condition = false_part;
            item.result = Map{{"changed", false}, {"skipped", true}, {"skip_reason", "Conditional result was False"}};
            item.outcome.result = item.result;
            return finished(task, host, evaluation, std::move(item));
        }
        if (looped) return run_loop(task, label, host, *looped);
        return finished(task, host, evaluation, run_item(task, label, host, scope));
    } catch (const DiagnosticError& error) {
        TaskResult result{failed_outcome(error), {}};
        result.outcome.ignored = ignores_errors(task, Evaluation{scope, run_.surroundings, {}});
        publish(task, host, result, result.outcome.result);
        return result;
    }
}

bool TaskRunner::ignores_errors(const Task& task, const Evaluation& evaluation) {
    try {
        return TaskKeywords(task, evaluation).flag("ignore_errors").value_or(false);
    } catch (const DiagnosticError&) {
        return false;
    }
}

std::optional<List> TaskRunner::items(const Task& task, const Evaluation& evaluation) const {
    if (task.loop.empty()) return std::nullopt;
    const Task::Loop& loop = task.loop.front();
    if (loop.kind == "loop") {
        const Value over = rendered(loop.over, evaluation);
        if (over.is_list()) return over.as_list();
        throw DiagnosticError("loop takes a list, but this is " + std::string(kind_name(over.kind())), loop.position,
                              over.is_map() ? "a mapping becomes a list with | dict2items" : "");
    }
    return loop_items(loop.kind, rendered(loop.over, evaluation), evaluation, loop.position);
}

bool TaskRunner::wanted(const Task& task, const Evaluation& evaluation, std::string* false_part) const {
    for (const Written* condition : task.collect("when"))
        if (!holds(condition->value, evaluation, false_part)) return false;
    return true;
}

TaskRunner::Item TaskRunner::run_item(const Task& task, const TaskLabel& label, HostState& host,
                                      VariableScope& scope, TaskCall* sent) {
    const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
    const TaskKeywords keywords(task, evaluation);
    Item item;
    if (sent == nullptr && !wanted(task, evaluation, &item.outcome.false_condition)) {
        item.outcome.status = Status::skipped;
        item.result = Map{{"changed", false}, {"skipped", true}, {"skip_reason", "Conditional result was False"}};
        item.outcome.result = item.result;
        return item;
    }
    const Written* until = task.own("until");
    const std::int64_t retries = until == nullptr ? 0 : keywords.number("retries").value_or(default_retries);
    const double delay = keywords.real("delay").value_or(default_delay);
    for (std::int64_t tried = 1;; ++tried) {
        item = attempt(task, label, host, scope, sent);
        if (until == nullptr || item.outcome.status == Status::unreachable) break;
        VariableScope with_result = scope;
        if (const Written* name = task.own("register"))
            with_result.set(Layer::set_facts, to_python_text(name->value), item.result);
        const bool done = holds(until->value, Evaluation{with_result, run_.surroundings, evaluation.search_path});
        item.result = changed_entries(item.result, {{"attempts", std::min(tried, retries)}});
        if (done) break;
        if (tried > retries) {
            item.result = changed_entries(item.result, {{"failed", true}});
            item.outcome.status = Status::failed;
            break;
        }
        run_.reporter.retrying(label, host.name(), static_cast<int>(retries - tried + 1),
                               item.no_log ? censored(item.result) : item.result);
        if (!run_.interrupt.wait(std::chrono::milliseconds(std::llround(delay * 1000)))) throw Interrupted();
    }
    item.outcome.result = item.no_log ? censored(item.result) : item.result;
    if (item.no_log) {
        item.outcome.differences.clear();
        item.outcome.diagnostic.reset();
    }
    if (item.outcome.status == Status::failed)
        item.outcome.ignored = keywords.flag("ignore_errors").value_or(false);
    if (item.outcome.status == Status::unreachable)
        item.outcome.ignored = keywords.flag("ignore_unreachable").value_or(false);
    return item;
}

// One try; whatever goes wrong becomes an outcome.
TaskRunner::Item TaskRunner::attempt(const Task& task, const TaskLabel& label, HostState& host,
                                     VariableScope& scope, TaskCall* sent) const {
    const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
    Item item;
    std::optional<TaskCall> own;
    TaskCall& call = sent != nullptr ? *sent : own.emplace(variables_, task, label, host, evaluation);
    const auto fail = [&](const std::string& message, const Map& data, Status status) {
        item.outcome.status = status;
        item.result = changed_entries(data, {{"changed", false}, {"failed", status == Status::failed}});
        if (!item.result.get("msg")) item.result = changed_entries(item.result, {{"msg", message}});
    };
    try {
        item.no_log = TaskKeywords(task, evaluation).flag("no_log").value_or(run_.options.no_log);
        ActionResult answer = call.run();
        item.result = value_of(answer);
        item.outcome.status = status_of(item.result);
        item.outcome.differences = std::move(answer.result.differences);
        item.outcome.always_shown = answer.always_shown;
        item.facts = item.no_log ? as_secret(answer.variables).as_map() : answer.variables;
        run_.mask.learn(item.facts);
        run_.mask.learn(answer.secrets);
        if (answer.cacheable) run_.learn_facts(call.facts_host(), item.facts);
        item.facts_layer = answer.variables_layer;
        if (!item.facts.empty()) item.facts_host = &call.facts_host();
        if (answer.are_facts) call.facts_host().add_facts(item.facts);
        const std::optional<Value> facts = item.result.get("ansible_facts");
        if (facts && facts->is_map() && item.facts.empty() && item.outcome.status != Status::failed)
            run_.learn_facts(call.facts_host(), facts->plain().as_map());
        if (const std::optional<Value> stats = item.result.get("ansible_stats")) run_.stats.add(host.name(), *stats);
        for (const std::string& warning : run_.options.module_warnings ? answer.result.warnings
                                                                       : std::vector<std::string>{})
            run_.reporter.finding({Severity::warning, warning, task.position, {}, {}});
        judge(task, evaluation, item);
    } catch (const modules::Failure& failure) {
        fail(failure.what(), failure.data(), Status::failed);
    } catch (const IdentityRefused& refused) {
        fail(refused.what(), {}, Status::failed);
    } catch (const HostUnreachable& lost) {
        Map data{{"unreachable", true}};
        if (!lost.hint().empty()) data.set("hint", lost.hint());
        fail(lost.what(), data, Status::unreachable);
    } catch (const modules::WrongKind& wrong) {
        fail(wrong.what(), {}, Status::failed);
    } catch (const DiagnosticError& error) {
        item.outcome = failed_outcome(error);
        item.result = item.outcome.result;
    }
    item.outcome.delegate = call.delegate();
    return item;
}

// changed_when and failed_when, which see the result under its registered name.
void TaskRunner::judge(const Task& task, const Evaluation& evaluation, Item& item) const {
    const Written* changed_when = task.find("changed_when");
    const Written* failed_when = task.find("failed_when");
    if ((changed_when == nullptr && failed_when == nullptr) || item.outcome.status == Status::skipped) return;
    VariableScope scope = evaluation.scope;
    const auto holds_now = [&](const Written& condition) {
        if (const Written* name = task.own("register"))
            scope.set(Layer::set_facts, to_python_text(name->value), item.result);
        return holds(condition.value, Evaluation{scope, evaluation.surroundings, evaluation.search_path});
    };
    std::string deciding = "changed_when_result";
    try {
        if (changed_when != nullptr) item.result = changed_entries(item.result, {{"changed", holds_now(*changed_when)}});
        deciding = "failed_when_result";
        if (failed_when != nullptr) {
            const bool failed = holds_now(*failed_when);
            item.result = changed_entries(item.result, {{"failed", failed}, {deciding, failed}});
        }
    } catch (const DiagnosticError& error) {
        item.outcome.diagnostic = error.diagnostic();
        item.result = changed_entries(item.result, {{"failed", true}, {deciding, error.diagnostic().message}});
        if (!item.result.get("msg")) item.result = changed_entries(item.result, {{"msg", error.diagnostic().message}});
    }
    item.outcome.status = status_of(item.result);
    if (!item.result.flag("changed")) item.outcome.differences.clear();
}

TaskResult TaskRunner::finished(const Task& task, HostState& host, const Evaluation& evaluation, Item item) const {
    TaskResult result;
    if (!item.facts.empty()) {
        if (item.facts_host != nullptr) item.facts_host->set(item.facts_layer, item.facts);
        result.published.emplace_back(item.facts_layer, item.facts);
    }
    result.outcome = std::move(item.outcome);
    publish(task, host, result, item.result);
    if (result.outcome.status == Status::changed || (result.outcome.ignored && item.result.flag("changed")))
        result.notified = TaskKeywords(task, evaluation).texts("notify");
    return result;
}

void TaskRunner::publish(const Task& task, HostState& host, TaskResult& done, const Value& result) const {
    const Written* name = task.own("register");
    if (name == nullptr) return;
    Value registered = result;
    if (done.outcome.status == Status::unreachable)
        registered = changed_entries(result, {{"unreachable", true}});
    const Map variable{{to_python_text(name->value), registered}};
    host.set(Layer::set_facts, variable);
    done.published.emplace_back(Layer::set_facts, variable);
}

}  // namespace interpreter
