#pragma once

#include "interpreter/execution/PlayVariables.hpp"
#include "interpreter/report/Reporter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace interpreter {

class TaskCall;

/// What came of a task on one host.
struct TaskResult {
    Outcome outcome;
    /// Handlers to be notified, by name.
    std::vector<std::string> notified;
    /// What was set for the host: the other hosts of a `run_once` task get it too.
    std::vector<std::pair<Layer, Map>> published = {};
};

/// Runs one task for one host: loop, `when`, arguments, delegation, `until`, `changed_when`, `register`.
/// Holds no state of a task: one object serves every thread of a play.
class TaskRunner {
  public:
    explicit TaskRunner(PlayVariables& variables) : variables_(variables), run_(variables.run()) {}

    /// Never throws for what the task or the host does; throws Interrupted.
    [[nodiscard]] TaskResult run(const Task& task, const TaskLabel& label, HostState& host);

    /// The items of the task's loop, rendered; nothing when it does not loop.
    [[nodiscard]] std::optional<List> items(const Task& task, const Evaluation& evaluation) const;
    /// Do all `when:` of the task and its parents hold?
    [[nodiscard]] bool wanted(const Task& task, const Evaluation& evaluation, std::string* false_part) const;
    /// What output calls an item: `loop_control: label`, else the item itself.
    [[nodiscard]] std::string item_label(const Task& task, const Evaluation& evaluation, const Value& item) const;
    /// Sets the loop's variables for one item.
    static void set_item(VariableScope& scope, const Task& task, const Evaluation& evaluation, const List& items,
                         std::size_t index);
    /// `register:` and the facts that a result carries.
    void publish(const Task& task, HostState& host, TaskResult& done, const Value& result) const;

  private:
    struct Item;

    /// Of a task that could not even be evaluated.
    static bool ignores_errors(const Task& task, const Evaluation& evaluation);
    TaskResult run_loop(const Task& task, const TaskLabel& label, HostState& host, const List& items);
    TaskResult finished(const Task& task, HostState& host, const Evaluation& evaluation, Item item) const;
    /// `sent`: its call, when that is on its way already.
    Item run_item(const Task& task, const TaskLabel& label, HostState& host, VariableScope& scope,
                  TaskCall* sent = nullptr);
    Item attempt(const Task& task, const TaskLabel& label, HostState& host, VariableScope& scope, TaskCall* sent) const;
    void judge(const Task& task, const Evaluation& evaluation, Item& item) const;

    PlayVariables& variables_;
    Run& run_;
};

/// The name of `loop_control: loop_var`, else "item".
std::string loop_variable(const Task& task);
/// A failed outcome with the place of what could not be evaluated.
Outcome failed_outcome(const DiagnosticError& error);

}  // namespace interpreter
