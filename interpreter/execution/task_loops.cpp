#include "interpreter/execution/TaskItem.hpp"
#include "interpreter/expression/Expression.hpp"

#include <chrono>
#include <cmath>

// The loop of a task.
namespace interpreter {

std::optional<Value> loop_control(const Task& task, std::string_view name) {
    const Written* written = task.own("loop_control");
    return written != nullptr ? written->value.get(name) : std::nullopt;
}

std::string loop_variable(const Task& task) {
    const std::optional<Value> name = loop_control(task, "loop_var");
    return name && name->is_text() ? name->as_text() : "item";
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
    SentAhead ahead(*this, variables_, task, label, host, items);
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (!run_.interrupt.requested()) ahead.fill(index, outer_evaluation);
        const std::unique_ptr<SentAhead::Item> sent = ahead.take(index);
        // What is on its way runs to its end, and is told.
        if (!sent) run_.interrupt.check();
        if (pause && index > 0)
            run_.interrupt.wait(std::chrono::milliseconds(
                std::llround(1000 * rendered(*pause, outer_evaluation).as_real())));
        VariableScope scope = sent ? sent->scope : outer;
        const Evaluation evaluation{scope, run_.surroundings, outer_evaluation.search_path};
        if (!sent) set_item(scope, task, evaluation, items, index);
        const std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
        Item item;
        std::string shown;
        try {
            shown = item_label(task, evaluation, items[index]);
            item = run_item(task, label, host, scope, sent && sent->call ? &*sent->call : nullptr);
        } catch (const DiagnosticError& error) {
            item.outcome = failed_outcome(error);
            item.outcome.ignored = ignores_errors(task, evaluation);
            item.result = item.outcome.result;
        }
        ahead.note(std::chrono::steady_clock::now() - began);
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

}  // namespace interpreter
