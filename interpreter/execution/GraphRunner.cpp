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
    note_lost_hosts();
    for (const PlaySection section : {PlaySection::pre_tasks, PlaySection::main, PlaySection::post_tasks})
        run_section(section);
    std::vector<std::string> names;
    for (const HostState* host : batch_) names.push_back(host->name());
    GraphTimes times =
        graph_times(graph_, names, [this](const PlayEdge& edge) { return hosts_named(edge, shared_); }, times_);
    times.play = name;
    variables_.run().reporter.graph_finished(times);
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
    note_lost_hosts();
    for (std::size_t vertex = 0; vertex < graph_.size(); ++vertex) {
        const PlayVertex& what = graph_.vertex(vertex);
        if (what.kind == PlayVertex::Kind::section_end && what.section == section)
            times_.add(vertex, 0, begun, WorkTimes::Clock::now());
    }
}

const TaskLabel* GraphRunner::lost_at(const HostState& host) const {
    for (std::size_t number = 0; number < batch_.size(); ++number)
        if (batch_[number] == &host && lost_at_[number]) return &*lost_at_[number];
    return nullptr;
}

void GraphRunner::note_lost_hosts() {
    for (std::size_t host = 0; host < batch_.size(); ++host) {
        const TaskLabel* lost_at = linear_.lost_at(*batch_[host]);
        if (lost_at != nullptr && !lost_at_[host]) lost_at_[host] = *lost_at;
    }
}

}  // namespace interpreter
