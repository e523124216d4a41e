#include "interpreter/execution/PlannedGraph.hpp"

#include "interpreter/execution/PlayTurn.hpp"
#include "interpreter/inventory/HostPattern.hpp"

namespace interpreter {

namespace {

std::vector<HostState*> states_of(Run& run, const Play& play, Diagnostics& findings) {
    std::vector<HostState*> states;
    for (const Host* host : hosts_of(play, run.inventory, run.options, run.surroundings, findings))
        states.push_back(&run.state(*host));
    return states;
}

}  // namespace

PlayGraph graph_of(const Play& play, DataEdges& data, Diagnostics& diagnostics) {
    PlayGraph graph(play, diagnostics);
    data.add_to(graph);
    static_cast<void>(graph.graph().order(diagnostics));
    return graph;
}

PlannedGraph::PlannedGraph(Run& run, const Play& play, Diagnostics& findings)
    : hosts_(states_of(run, play, findings)), variables_(run, play, hosts_), data_(variables_, hosts_),
      graph_(graph_of(play, data_, findings)) {
    for (const PlayEdge& edge : graph_.edges())
        if (edge.from_hosts && edge.edge.kind == EdgeKind::needs)
            static_cast<void>(HostPattern(*edge.from_hosts, edge.edge.position).match(run.inventory, findings));
}

}  // namespace interpreter
