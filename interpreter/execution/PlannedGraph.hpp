#pragma once

#include "interpreter/execution/DataEdges.hpp"

namespace interpreter {

/// A play's graph for the hosts that it names now, before anything runs: to be checked, or looked at.
class PlannedGraph {
  public:
    /// A cycle, and a pattern in `needs:` that matches no host of the inventory, go to `findings`.
    PlannedGraph(Run& run, const Play& play, Diagnostics& findings);

    [[nodiscard]] const PlayGraph& graph() const { return graph_; }
    [[nodiscard]] const std::vector<HostState*>& hosts() const { return hosts_; }

  private:
    std::vector<HostState*> hosts_;
    PlayVariables variables_;
    DataEdges data_;
    PlayGraph graph_;
};

/// The graph of a play as these hosts run it: what its words say, and what its variables say. A cycle goes to
/// `diagnostics`.
PlayGraph graph_of(const Play& play, DataEdges& data, Diagnostics& diagnostics);

}  // namespace interpreter
