#include "interpreter/execution/SectionGraph.hpp"

namespace interpreter {

namespace {

const Element& element_of(const BlockItem& item) {
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) return **task;
    return *std::get<std::unique_ptr<Block>>(item);
}

std::string vertex_name(const BlockItem& item) {
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) return (*task)->title();
    const Block& block = *std::get<std::unique_ptr<Block>>(item);
    if (block.role != nullptr) return block.role->role_name;
    return block.name.empty() ? "block" : block.name;
}

std::vector<std::size_t> order_of(const TaskGraph& graph) {
    Diagnostics findings;
    std::vector<std::size_t> order = graph.order(findings);
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
    return order;
}

}  // namespace

std::vector<Section> sections_in_order(const Play& play) {
    struct Named {
        const char* name;
        const Block* block;
        bool ends_with_handlers;
    };
    const Named sections[] = {{"pre_tasks", play.pre_tasks.get(), true},
                              {"roles", play.role_tasks.get(), false},
                              {"tasks", play.tasks.get(), true},
                              {"post_tasks", play.post_tasks.get(), true}};
    static const std::vector<BlockItem> nothing;
    TaskGraph graph;
    for (const Named& section : sections) {
        const std::size_t vertex = graph.add_vertex(section.name, play.position);
        if (vertex > 0)
            graph.add_edge({vertex - 1, vertex, EdgeKind::barrier, std::string("after ") + sections[vertex - 1].name,
                            play.position});
    }
    std::vector<Section> ordered;
    for (const std::size_t vertex : order_of(graph)) {
        const Named& section = sections[vertex];
        ordered.push_back({section.block != nullptr ? &section.block->body : &nothing, section.ends_with_handlers});
    }
    return ordered;
}

TaskGraph section_graph(const std::vector<BlockItem>& items) {
    TaskGraph graph;
    for (const BlockItem& item : items) {
        const std::size_t vertex = graph.add_vertex(vertex_name(item), element_of(item).position);
        if (vertex > 0)
            graph.add_edge({vertex - 1, vertex, EdgeKind::order, "file order", element_of(item).position});
    }
    return graph;
}

std::vector<std::size_t> items_in_order(const std::vector<BlockItem>& items) { return order_of(section_graph(items)); }

}  // namespace interpreter
