#include "interpreter/execution/TaskRunner.hpp"

#include "interpreter/actions/as_secret.hpp"
#include "interpreter/execution/TaskCall.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/Loop.hpp"

#include <cmath>

namespace interpreter {

namespace {

constexpr int default_retries = 3;
constexpr double default_delay = 5;

const char* const censored_text =
    "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

Value censored(const Value& result) {
    return Map{{"censored", censored_text}, {"changed", result.get("changed").value_or(false)}};
}

std::optional<Value> loop_control(const Task& task, std::string_view name) {
    const Written* written = task.own("loop_control");
    return written != nullptr ? written->value.get(name) : std::nullopt;
}

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

}  // namespace

// A task or one item of it, as far as it has come.
struct TaskRunner::Item {
    Outcome outcome;
    /// The whole result, which `no_log` hides from outcome.result.
    Value result;
    Map facts;
    Layer facts_layer = Layer::set_facts;
    HostState* facts_host = nullptr;
    bool no_log = false;
};

std::string loop_variable(const Task& task) {
    const std::optional<Value> name = loop_control(task, "loop_var");
    return name && name->is_text() ? name->as_text() : "item";
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

void TaskRunner::set_item(VariableScope& scope, const Task& task, const Evaluation& evaluation, const List& items,
                          std::size_t index) {
    scope.set(Layer::loop, loop_variable(task), items[index]);
    scope.set(Layer::loop, "ansible_loop_var", loop_variable(task));
    if (const std::optional<Value> name = loop_control(task, "index_var")) {
        scope.set(Layer::loop, name->as_text(), static_cast<std::int64_t>(index));
        scope.set(Layer::loop, "ansible_index_var", *name);
    }
    const std::optional<Value> extended = loop_control(task, "extended");
    if (!extended || !as_flag(rendered(*extended, evaluation), "extended", extended->position())) return;
    const auto length = static_cast<std::int64_t>(items.size());
    const auto place = static_cast<std::int64_t>(index);
    Map loop{{"allitems", items},        {"index", place + 1},          {"index0", place},
             {"first", place == 0},      {"last", place == length - 1}, {"length", length},
             {"revindex", length - place}, {"revindex0", length - place - 1}};
    if (index > 0) loop.set("previtem", items[index - 1]);
    if (index + 1 < items.size()) loop.set("nextitem", items[index + 1]);
    scope.set(Layer::loop, "ansible_loop", loop);
}

std::string TaskRunner::item_label(const Task& task, const Evaluation& evaluation, const Value& item) const {
    const std::optional<Value> label = loop_control(task, "label");
    if (!label) return has_secret(item) ? "(a secret)" : to_python_text(item);
    const Value shown = rendered(*label, evaluation);
    return has_secret(shown) ? "(a secret)" : to_python_text(shown);
}

TaskResult TaskRunner::run_loop(const Task& task, const TaskLabel& label, HostState& host, const List& items) {
    Item whole;
    List results;
    bool all_skipped = true;
    bool any_changed = false;
    bool any_failed = false;
    bool any_ignored_failure = false;
    VariableScope outer = variables_.scope(host, task);
    const Evaluation outer_evaluation{outer, run_.surroundings, variables_.search_path(task)};
    const std::optional<Value> pause = loop_control(task, "pause");
    for (std::size_t index = 0; index < items.size(); ++index) {
        run_.interrupt.check();
        if (pause && index > 0)
            run_.interrupt.wait(std::chrono::milliseconds(
                std::llround(1000 * rendered(*pause, outer_evaluation).as_real())));
        VariableScope scope = outer;
        const Evaluation evaluation{scope, run_.surroundings, outer_evaluation.search_path};
        set_item(scope, task, evaluation, items, index);
        Item item;
        std::string shown;
        try {
            shown = item_label(task, evaluation, items[index]);
            item = run_item(task, label, host, scope);
        } catch (const DiagnosticError& error) {
            item.outcome = failed_outcome(error);
            item.outcome.ignored = ignores_errors(task, evaluation);
            item.result = item.outcome.result;
        }
        const Status status = item.outcome.status;
        item.outcome.item = item.no_log ? "(censored due to no_log)" : shown;
        item.result = changed_entries(item.result, {{loop_variable(task), items[index]},
                                                    {"ansible_loop_var", loop_variable(task)}});
        if (const std::optional<Value> name = loop_control(task, "index_var"))
            item.result = changed_entries(item.result, {{name->as_text(), static_cast<std::int64_t>(index)},
                                                        {"ansible_index_var", *name}});
        if (const std::optional<VariableScope::Found> loop = scope.find("ansible_loop"))
            item.result = changed_entries(item.result, {{"ansible_loop", loop->value}});
        item.outcome.result = item.no_log ? censored(item.result) : item.result;
        all_skipped = all_skipped && status == Status::skipped;
        any_changed = any_changed || item.result.flag("changed");
        any_failed = any_failed || status == Status::failed || status == Status::unreachable;
        any_ignored_failure = any_ignored_failure || item.outcome.ignored;
        run_.reporter.item_finished(label, host.name(), item.outcome);
        for (const Map::Entry& fact : item.facts) whole.facts.set(fact.first, fact.second);
        whole.facts_layer = item.facts_layer;
        if (item.facts_host != nullptr) {
            // The next item sees what this one set.
            item.facts_host->set(item.facts_layer, item.facts);
            outer = variables_.scope(host, task);
        }
        whole.no_log = whole.no_log || item.no_log;
        whole.outcome.delegate = item.outcome.delegate;
        results.push_back(item.result);
        if (status == Status::unreachable) {
            whole.outcome = item.outcome;
            whole.outcome.item.reset();
            whole.result = item.result;
            return finished(task, host, outer_evaluation, std::move(whole));
        }
    }
    Map result{{"changed", any_changed}, {"results", results}};
    if (all_skipped) {
        result.set("skipped", true);
        result.set("skip_reason", items.empty() ? "No items in the list" : "All items skipped");
    }
    result.set("failed", any_failed);
    result.set("msg", any_failed    ? "One or more items failed"
                      : all_skipped ? "All items skipped"
                                    : "All items completed");
    whole.result = result;
    whole.outcome.status = status_of(whole.result);
    whole.outcome.ignored = any_failed && any_ignored_failure;
    whole.outcome.result = whole.no_log ? Value(Map{{"censored", censored_text}, {"changed", any_changed},
                                                    {"results", List{}}})
                                        : whole.result;
    return finished(task, host, outer_evaluation, std::move(whole));
}

TaskRunner::Item TaskRunner::run_item(const Task& task, const TaskLabel& label, HostState& host,
                                      VariableScope& scope) {
    const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
    const TaskKeywords keywords(task, evaluation);
    Item item;
    if (!wanted(task, evaluation, &item.outcome.false_condition)) {
        item.outcome.status = Status::skipped;
        item.result = Map{{"changed", false}, {"skipped", true}, {"skip_reason", "Conditional result was False"}};
        item.outcome.result = item.result;
        return item;
    }
    const Written* until = task.own("until");
    const std::int64_t retries = until == nullptr ? 0 : keywords.number("retries").value_or(default_retries);
    const double delay = keywords.real("delay").value_or(default_delay);
    for (std::int64_t tried = 1;; ++tried) {
        item = attempt(task, label, host, scope);
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
                                     VariableScope& scope) const {
    const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
    Item item;
    TaskCall call(variables_, task, label, host, evaluation);
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
