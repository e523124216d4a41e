#include "interpreter/execution/GraphRunner.hpp"

#include "interpreter/execution/PlannedGraph.hpp"

#include <algorithm>

namespace interpreter {

namespace {

PlayGraph sound_graph_of(const Play& play, DataEdges& data) {
    Diagnostics findings;
    PlayGraph graph = graph_of(play, data, findings);
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
    return graph;
}

}  // namespace

GraphRunner::GraphRunner(PlayVariables& variables, const Play& play, Hosts batch)
    : variables_(variables), batch_(std::move(batch)), data_(variables, batch_), graph_(sound_graph_of(play, data_)),
      times_(graph_.size(), batch_.size()), lost_at_(batch_.size()), linear_(variables, play, batch_),
      shared_{variables_, play, graph_, data_, batch_, times_, lost_at_} {}

void GraphRunner::run(const std::string& name) {
    variables_.set_active(batch_, still_active(batch_));
    linear_.gather_facts();
    for (const PlaySection section : {PlaySection::pre_tasks, PlaySection::main, PlaySection::post_tasks})
        run_section(section);
    variables_.run().reporter.graph_finished(times(name));
}

void GraphRunner::run_section(PlaySection section) {
    variables_.set_active(batch_, still_active(batch_));
    sections_.push_back(std::make_unique<GraphSection>(shared_, section));
    GraphSection& now = *sections_.back();
    now.execute();
    now.hand_over_handlers(linear_.handlers());
    flush_handlers(section);
}

void GraphRunner::flush_handlers(PlaySection section) {
    const WorkTimes::Clock::time_point begun = WorkTimes::Clock::now();
    linear_.flush_handlers();
    for (std::size_t host = 0; host < batch_.size(); ++host) {
        const TaskLabel* lost_at = linear_.lost_at(*batch_[host]);
        if (lost_at != nullptr && !lost_at_[host]) lost_at_[host] = *lost_at;
    }
    for (std::size_t vertex = 0; vertex < graph_.size(); ++vertex) {
        const PlayVertex& what = graph_.vertex(vertex);
        if (what.kind == PlayVertex::Kind::section_end && what.section == section)
            times_.add(vertex, 0, begun, WorkTimes::Clock::now());
    }
}

GraphTimes GraphRunner::times(const std::string& name) const {
    // Every vertex on every host is one of its own here: a chain may lead from host to host.
    const std::size_t hosts = batch_.size();
    TaskGraph instances;
    std::vector<double> weights;
    for (std::size_t vertex = 0; vertex < graph_.size(); ++vertex) {
        for (std::size_t host = 0; host < hosts; ++host) {
            const bool shown = hosts > 1 && graph_.vertex(vertex).kind == PlayVertex::Kind::work;
            instances.add_vertex(graph_.name(vertex) + (shown ? " [" + batch_[host]->name() + "]" : ""), {});
            weights.push_back(times_.of(vertex, host));
        }
    }
    for (const PlayEdge& drawn : graph_.edges()) {
        const Edge& edge = drawn.edge;
        const bool barrier = graph_.vertex(edge.before).kind == PlayVertex::Kind::section_end ||
                             graph_.vertex(edge.after).kind == PlayVertex::Kind::section_end;
        const std::vector<std::size_t> sources = hosts_named(drawn, shared_);
        for (std::size_t host = 0; host < hosts; ++host) {
            // A section ends once, for all hosts.
            const std::size_t before = graph_.vertex(edge.before).kind == PlayVertex::Kind::section_end ? 0 : host;
            const std::size_t after = graph_.vertex(edge.after).kind == PlayVertex::Kind::section_end ? 0 : host;
            if (barrier || !drawn.from_hosts)
                instances.add_edge({edge.before * hosts + before, edge.after * hosts + after, edge.kind, "", {}});
            for (const std::size_t source : sources)
                instances.add_edge({edge.before * hosts + source, edge.after * hosts + host, edge.kind, "", {}});
        }
    }
    GraphTimes times;
    times.play = name;
    times.wall = times_.wall();
    for (std::size_t vertex = 0; vertex < graph_.size(); ++vertex) times.busy += times_.of(vertex);
    // What took no time is no part of where it went.
    constexpr double shortest = 0.001;
    for (const std::size_t instance : instances.critical_path(weights))
        if (weights[instance] >= shortest) times.critical_path.emplace_back(instances.name(instance), weights[instance]);
    return times;
}

}  // namespace interpreter
