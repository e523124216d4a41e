#pragma once

#include "interpreter/execution/TaskSurvey.hpp"
#include "interpreter/playbook/PlayGraph.hpp"

#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// Adds to a play's graph what variables say of order: who reads what an earlier vertex registers, sets or includes
/// comes after it on the same host and, what is read of other hosts, after it on those. Names are followed through
/// variables as far as these are known for the given hosts.
class DataEdges {
  public:
    DataEdges(PlayVariables& variables, const std::vector<HostState*>& hosts);

    void add_to(PlayGraph& graph);
    /// While the play runs: may the task read what other hosts learn in this play? Then they meet before it. For many
    /// threads at once.
    [[nodiscard]] bool reads_of_hosts(const Task& task, const VariableScope& scope) const;

  private:
    /// What a vertex reads that it does not itself set first, and what it sets.
    struct Survey {
        NamesRead reads;
        /// Names that nothing defines which is known before the play runs.
        std::set<std::string> unexplained;
        NamesSet sets;
        /// Set names that cannot be known.
        std::vector<const Task*> unknown_setters;
        /// Where it, or a dependency that was run for it, sets something.
        std::vector<Position> setters;
        const Task* fact_setter = nullptr;
        std::set<std::string> certain;
        /// Names that tasks and blocks are given: items of loops, `vars:`.
        std::set<std::string> given;
        /// Names that one task both reads and sets.
        std::set<std::string> accumulated;
        /// A task of each role that tasks of it belong to: with it the role's variables are seen.
        std::map<const Role*, const Task*> of_roles;
    };

    [[nodiscard]] Survey survey(const PlayVertex& vertex);
    void add_task(const Task& task, Survey& survey);
    void add_handlers(const std::set<std::string>& notified, Survey& survey);
    void close(Survey& survey);
    enum class Known { ordered, not_ordered };
    void add_edges(PlayGraph& graph, std::size_t before, std::size_t after, Known known) const;

    PlayVariables& variables_;
    const std::vector<HostState*>& hosts_;
    TaskSurvey tasks_;
    std::vector<Survey> surveys_;
    std::set<std::string> set_in_play_;
    bool sets_unknown_ = false;
};

}  // namespace interpreter
