#pragma once

#include "interpreter/execution/PlayVariables.hpp"
#include "interpreter/expression/Expression.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// What a task will set for its host, as far as its words tell.
struct NamesSet {
    struct Name {
        /// "registers", "sets", "includes".
        std::string how;
        Position position;
        /// Whatever becomes of the task.
        bool certain = false;
    };
    std::map<std::string, Name> names;
    /// Facts: every name that begins with `ansible_`, and `ansible_facts`.
    bool facts = false;
    /// Names that cannot be known before it runs.
    bool unknown = false;
};

/// Finds out, without running anything, what tasks read and set. Files that they name plainly (templates, variables,
/// task files, roles) are looked into; of a computed name every file that it fits, where its directory is known.
class TaskSurvey {
  public:
    explicit TaskSurvey(PlayVariables& variables) : variables_(variables), run_(variables.run()) {}

    /// Directly: its keywords and those that it inherits, its arguments, its loop, the template that it renders.
    [[nodiscard]] NamesRead read_by(const Task& task) const;
    [[nodiscard]] NamesSet set_by(const Task& task);
    /// Adds what the variables of those names read in turn.
    void close(NamesRead& read, const VariableScope& scope) const;

    /// Calls `visit` with the tasks of an item in order, those that are included among them. `unknown` is called for
    /// an include that cannot be looked into.
    using Visit = std::function<void(const Task&)>;
    void walk_tasks(const BlockItem& item, const Visit& visit, const Visit& unknown);

    /// Variables that files which tasks include may bring; close() looks there too.
    [[nodiscard]] const std::vector<Variables>& included() const { return included_; }

  private:
    void walk_include(const Task& task, const Visit& visit, const Visit& unknown);
    [[nodiscard]] std::vector<std::string> files_named(const Task& task, const std::string& name,
                                                       const std::string& folder) const;

    PlayVariables& variables_;
    Run& run_;
    std::vector<Variables> included_;
    std::set<std::string> open_includes_;
    // What was read to be looked at.
    std::vector<std::unique_ptr<Block>> blocks_;
    std::vector<std::unique_ptr<Role>> roles_;
};

}  // namespace interpreter
