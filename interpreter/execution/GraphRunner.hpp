#pragma once

#include "interpreter/execution/GraphSection.hpp"

namespace interpreter {

/// Runs one play on one batch of hosts with `strategy: graph`: what does not depend on each other runs at once, also
/// on one host. Sections are barriers; handlers that no vertex had to run itself run at their end.
class GraphRunner {
  public:
    GraphRunner(PlayVariables& variables, const Play& play, Hosts batch);

    /// Throws Interrupted, and DiagnosticError for what ends the whole run. Tells the reporter where the time went;
    /// `name` is the play's, for that.
    void run(const std::string& name);
    /// The task because of which nothing more can run on the host; null when there is none.
    [[nodiscard]] const TaskLabel* lost_at(const HostState& host) const;

  private:
    void run_section(PlaySection section);
    void flush_handlers(PlaySection section);
    /// Those that were lost outside every vertex.
    void note_lost_hosts();

    PlayVariables& variables_;
    Hosts batch_;
    DataEdges data_;
    PlayGraph graph_;
    WorkTimes times_;
    std::vector<std::optional<TaskLabel>> lost_at_;
    /// Facts and the handlers at the end of a section, for which nothing runs beside another.
    PlayRunner linear_;
    GraphRun shared_;
    // Kept until the play ends: results and scopes point into them.
    std::vector<std::unique_ptr<GraphSection>> sections_;
};

}  // namespace interpreter
