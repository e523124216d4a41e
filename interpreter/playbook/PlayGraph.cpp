#include "interpreter/playbook/PlayGraph.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/PlayGraphBuilder.hpp"

#include <algorithm>

namespace interpreter {

std::string_view section_name(PlaySection section) {
    switch (section) {
    case PlaySection::pre_tasks:
        return "pre_tasks";
    case PlaySection::main:
        return "roles and tasks";
    case PlaySection::post_tasks:
        return "post_tasks";
    }
    return "";
}

PlayGraph::PlayGraph(const Play& play, Diagnostics& diagnostics) {
    PlayGraphBuilder(play, *this, diagnostics).build();
}

void PlayGraph::add_edge(PlayEdge edge) {
    graph_.add_edge(edge.edge);
    edges_.push_back(std::move(edge));
}

bool PlayGraph::is_ordered(std::size_t before, std::size_t after) const {
    std::vector<bool> seen(size(), false);
    std::vector<std::size_t> open{before};
    while (!open.empty()) {
        const std::size_t next = open.back();
        open.pop_back();
        if (next == after) return true;
        for (const PlayEdge& edge : edges_) {
            if (edge.edge.before != next || edge.from_hosts || seen[edge.edge.after]) continue;
            seen[edge.edge.after] = true;
            open.push_back(edge.edge.after);
        }
    }
    return false;
}

bool PlayGraph::has_dependents(std::size_t number) const {
    return std::any_of(edges_.begin(), edges_.end(), [&](const PlayEdge& edge) {
        return edge.edge.before == number && !edge.from_hosts &&
               vertices_[edge.edge.after].kind == PlayVertex::Kind::work &&
               vertices_[edge.edge.after].section == vertices_[number].section;
    });
}

bool runs_as_graph(const Play& play) {
    const Written* strategy = play.own("strategy");
    return strategy != nullptr && strategy->value.is_text() &&
           canonical_action(strategy->value.as_text()) == "graph";
}

}  // namespace interpreter
