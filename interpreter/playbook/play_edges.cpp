// The part of PlayGraphBuilder that draws the edges.

#include "interpreter/playbook/PlayCheck.hpp"
#include "interpreter/playbook/PlayGraphBuilder.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool says_needs(const Element& element) {
    const auto* role = dynamic_cast<const Role*>(&element);
    return element.own("needs") != nullptr || (role != nullptr && role->needs);
}

bool has_handlers(const Play& play) {
    return !play.handlers.empty() ||
           std::any_of(play.roles.begin(), play.roles.end(),
                       [](const std::unique_ptr<Role>& role) { return !role->handlers.empty(); });
}

}  // namespace

void PlayGraphBuilder::add_edge(std::size_t before, std::size_t after, EdgeKind kind, std::string reason,
                                Position position, std::optional<std::string> from_hosts) {
    if (before < after && !from_hosts) {
        known_before_[after].insert(before);
        known_before_[after].insert(known_before_[before].begin(), known_before_[before].end());
    }
    made_.add_edge({{before, after, kind, std::move(reason), position}, std::move(from_hosts)});
}

// From the inside outwards. What comes before the vertex in a group keeps the rules of the groups around that one, so
// the vertex that follows it need not.
void PlayGraphBuilder::add_edges(std::size_t vertex) {
    std::size_t first = vertex;
    bool has_needs = false;
    for (std::size_t number = group_of_[vertex];; number = groups_[number].parent) {
        const Group& group = groups_[number];
        if (!has_needs && group.first < first) return add_order(group.first, first, vertex);
        if (group.parent == number) return;
        add_role_dependencies(group, vertex);
        has_needs = add_needs(group, vertex);
        first = group.first;
    }
}

void PlayGraphBuilder::add_order(std::size_t first, std::size_t end, std::size_t vertex) {
    for (std::size_t before = end; before-- > first;) {
        if (known_before_[vertex].contains(before)) continue;
        add_edge(before, vertex, EdgeKind::order, "file order", made_.graph_.position(vertex));
    }
}

bool PlayGraphBuilder::add_needs(const Group& group, std::size_t vertex) {
    bool says = false;
    for (const Element* owner : group.owners) {
        says = says || says_needs(*owner);
        for (const NamedNeed& need : needs_of(*owner)) {
            const std::size_t at = need.name.find('@');
            const auto found = named_.find(std::string_view(need.name).substr(0, at));
            if (found == named_.end()) continue;
            std::optional<std::string> hosts;
            if (at != std::string::npos) hosts = need.name.substr(at + 1);
            // A role that names itself waits for its earlier uses; what else names itself is a cycle.
            const auto is_own = [&](std::size_t other) { return other >= group.first && other < group.end; };
            const bool names_itself = std::any_of(found->second.begin(), found->second.end(), is_own);
            const bool only_itself = std::all_of(found->second.begin(), found->second.end(), is_own);
            for (const std::size_t before : found->second) {
                const bool closes_cycle = only_itself && !need.soft && before == vertex;
                if (names_itself && !closes_cycle && (is_own(before) || before > vertex)) continue;
                add_edge(before, vertex, EdgeKind::needs, "needs: " + need.name, need.position, hosts);
            }
        }
    }
    return says;
}

void PlayGraphBuilder::add_role_dependencies(const Group& group, std::size_t vertex) {
    for (const Element* owner : group.owners) {
        const auto* role = dynamic_cast<const Role*>(owner);
        if (role == nullptr) continue;
        for (const Role* dependency : role->dependencies) {
            const auto found = roles_.find(dependency);
            if (found == roles_.end()) continue;
            const Position position = dependency->parent_role == role ? dependency->position : role->position;
            for (const std::size_t before : found->second)
                add_edge(before, vertex, EdgeKind::role_dependency,
                         "a dependency of role '" + role->role_name + "'", position);
        }
    }
}

void PlayGraphBuilder::add_section_end(const Block& block) {
    const char* what = has_handlers(play_) ? "handlers after " : "end of ";
    made_.graph_.add_vertex(what + std::string(section_name(section_)), block.position);
    made_.vertices_.push_back({PlayVertex::Kind::section_end, section_});
    group_of_.push_back(0);
    known_before_.emplace_back();
}

void PlayGraphBuilder::join_section(std::size_t first, std::size_t end) {
    std::vector<bool> has_before(end + 1, false);
    std::vector<bool> has_after(end + 1, false);
    for (const PlayEdge& edge : made_.edges_) {
        const auto [before, after] = std::pair(edge.edge.before, edge.edge.after);
        if (edge.from_hosts || before < first || before >= end || after < first || after >= end) continue;
        has_after[before] = true;
        has_before[after] = true;
    }
    for (std::size_t vertex = first; vertex < end; ++vertex) {
        const Position position = made_.graph_.position(vertex);
        if (!has_before[vertex] && first > 0)
            add_edge(first - 1, vertex, EdgeKind::barrier,
                     "after " + std::string(section_name(made_.vertices_[first - 1].section)), position);
        if (has_after[vertex]) continue;
        const bool notifies = made_.vertices_[vertex].notifies;
        add_edge(vertex, end, notifies ? EdgeKind::notify : EdgeKind::barrier,
                 notifies ? "notifies handlers" : "ends its section", position);
    }
}

}  // namespace interpreter
