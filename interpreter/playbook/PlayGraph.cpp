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

std::vector<std::vector<bool>> PlayGraph::order_on_a_host() const {
    std::vector<std::vector<std::size_t>> next(size());
    for (const PlayEdge& edge : edges_)
        if (!edge.from_hosts) next[edge.edge.before].push_back(edge.edge.after);
    std::vector<std::vector<bool>> after(size(), std::vector<bool>(size(), false));
    for (std::size_t vertex = 0; vertex < size(); ++vertex) {
        std::vector<std::size_t> open = next[vertex];
        while (!open.empty()) {
            const std::size_t reached = open.back();
            open.pop_back();
            if (after[vertex][reached]) continue;
            after[vertex][reached] = true;
            open.insert(open.end(), next[reached].begin(), next[reached].end());
        }
    }
    return after;
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
