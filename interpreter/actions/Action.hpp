#pragma once

#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/inventory/Inventory.hpp"
#include "interpreter/playbook/Element.hpp"
#include "interpreter/source/SourceFiles.hpp"
#include "interpreter/variables/VariableFiles.hpp"
#include "modules/module/Argument.hpp"
#include "modules/module/ModuleResult.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Looking only (check mode), or changing.
enum class RunMode { check, apply };

/// Everything an action may use: it runs on the control side, for one host, and may call modules there.
struct ActionCall {
    const Task& task;
    /// Rendered, with canonical names and `omit` taken out; as written for actions that render for themselves.
    Value arguments;
    const Evaluation& evaluation;
    std::string host;
    RunMode mode = RunMode::apply;
    int verbosity = 0;
    SourceFiles& files;
    VariableFiles& variable_files;
    /// Calls a module on the task's host; `contents` are made known to its agent first.
    std::function<modules::ModuleResult(const std::string& module, Value arguments,
                                        std::vector<std::string> contents)>
        call_module;
    /// Waits; false when the run was interrupted meanwhile.
    std::function<bool(std::chrono::milliseconds)> wait;
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
    /// Is the task's host this machine, reached without a login?
    std::function<bool()> is_local = {};
    /// Connects to the task's host anew, in at most so long, and asks the module `ping`. Empty: it answered, and later
    /// calls have a new connection too; else why it did not.
    std::function<std::string(std::chrono::seconds)> reach = {};
    // What a run adds to the inventory; false when all was so already.
    std::function<bool(const HostAddition&)> add_host = {};
    std::function<bool(const std::string& group, const std::vector<std::string>& parents)> add_to_group = {};
};

struct ActionResult {
    modules::ModuleResult result;
    /// Variables to be set for the host, in which layer (set_fact, include_vars).
    Map variables;
    Layer variables_layer = Layer::set_facts;
    /// Are they facts of the host besides (set_fact with `cacheable`)?
    bool are_facts = false;
    /// Values that must not be shown from now on, wherever they turn up.
    List secrets;
    /// The variables are facts too, and kept with them.
    bool cacheable = false;
    /// Shown whatever the verbosity is.
    bool always_shown = false;
};

/// What runs on the control side. `run` may throw Failure and DiagnosticError: the task then fails with that.
struct Action {
    modules::ModuleDeclaration declaration;
    ActionResult (*run)(const ActionCall& call);
    /// Runs for the first host only, whatever `run_once` says (pause).
    bool once = false;
    /// Takes its arguments as written (assert: its conditions are expressions, not text).
    bool renders_itself = false;
};

/// Every action, sorted by name.
const std::vector<Action>& all_actions();
const Action* find_action(std::string_view name);

/// Finds a file that a task names: absolute, or in DIR/`folder` and DIR for each directory of the search path.
/// Throws Failure that lists where it was looked for.
std::string find_file(const std::string& name, const std::string& folder, const Evaluation& evaluation);

}  // namespace interpreter
