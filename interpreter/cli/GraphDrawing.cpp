#include "interpreter/cli/GraphDrawing.hpp"

#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace interpreter {

namespace {

// Between quotation marks, in DOT.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') result += '\\';
        result += letter == '\n' ? ' ' : letter;
    }
    return result + "\"";
}

// Mermaid has entities of its own, without the ampersand.
std::string mermaid_text(const std::string& text) {
    std::string result = "\"";
    for (const char letter : text) {
        switch (letter) {
        case '"':
            result += "#quot;";
            break;
        case '#':
            result += "#35;";
            break;
        case '\n':
            result += ' ';
            break;
        default:
            result += letter;
        }
    }
    return result + "\"";
}

std::string vertex_id(std::size_t play, std::size_t vertex) { return fmt::format("p{}v{}", play + 1, vertex + 1); }

}  // namespace

GraphDrawing drawing_of(const Play& play, const std::string& name, const PlayGraph& graph, const SourceFiles& files) {
    GraphDrawing drawing;
    drawing.play = name;
    drawing.place = files.describe(play.position);
    drawing.strategy = runs_as_graph(play) ? "graph" : "linear";
    Diagnostics cycles;
    std::vector<std::size_t> number(graph.size());
    for (const std::size_t vertex : graph.graph().order(cycles)) {
        const PlayVertex& what = graph.vertex(vertex);
        number[vertex] = drawing.vertices.size();
        drawing.vertices.push_back({graph.name(vertex), std::string(section_name(what.section)),
                                    what.kind == PlayVertex::Kind::work ? "work" : "barrier",
                                    files.describe(graph.graph().position(vertex))});
    }
    for (const PlayEdge& drawn : graph.edges()) {
        const Edge& edge = drawn.edge;
        drawing.edges.push_back({number[edge.before], number[edge.after], std::string(edge_kind_name(edge.kind)),
                                 edge.reason, files.describe(edge.position), drawn.from_hosts.value_or("")});
    }
    std::stable_sort(drawing.edges.begin(), drawing.edges.end(),
                     [](const GraphDrawing::Edge& left, const GraphDrawing::Edge& right) {
                         return std::pair(left.after, left.before) < std::pair(right.after, right.before);
                     });
    return drawing;
}

void write_text(std::ostream& out, const GraphDrawings& drawings) {
    for (const GraphDrawing& drawing : drawings) {
        out << fmt::format("\nPLAY [{}] ({}), strategy: {}, hosts: {}\n", drawing.play, drawing.place, drawing.strategy,
                           drawing.hosts.empty() ? "none" : fmt::format("{}", fmt::join(drawing.hosts, ", ")));
        if (drawing.strategy != "graph") out << "  It runs in the order of its file; with strategy: graph it would be:\n";
        std::string section;
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            if (now.section != section) out << "  " << now.section << "\n";
            section = now.section;
            out << fmt::format("    {} ({})\n", now.name, now.place);
            for (const GraphDrawing::Edge& edge : drawing.edges)
                if (edge.after == vertex)
                    out << fmt::format("      after {}: {} ({})\n", drawing.vertices[edge.before].name, edge.reason,
                                       edge.place);
        }
    }
}

void write_dot(std::ostream& out, const GraphDrawings& drawings) {
    out << "digraph understudy {\n  rankdir=LR;\n  node [shape=box];\n";
    for (std::size_t play = 0; play < drawings.size(); ++play) {
        const GraphDrawing& drawing = drawings[play];
        out << fmt::format("  subgraph cluster_{} {{\n    label={};\n", play + 1, quoted(drawing.play));
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            out << fmt::format("    {} [label={}, tooltip={}{}];\n", vertex_id(play, vertex), quoted(now.name),
                               quoted(now.place), now.kind == "barrier" ? ", style=rounded" : "");
        }
        for (const GraphDrawing::Edge& edge : drawing.edges) {
            const char* style = edge.kind == "order" || edge.kind == "barrier" ? ", style=dashed" : "";
            out << fmt::format("    {} -> {} [label={}, tooltip={}{}];\n", vertex_id(play, edge.before),
                               vertex_id(play, edge.after),
                               edge.kind == "order" || edge.kind == "barrier" ? "\"\"" : quoted(edge.reason),
                               quoted(edge.place), style);
        }
        out << "  }\n";
    }
    out << "}\n";
}

void write_mermaid(std::ostream& out, const GraphDrawings& drawings) {
    out << "flowchart LR\n";
    for (std::size_t play = 0; play < drawings.size(); ++play) {
        const GraphDrawing& drawing = drawings[play];
        out << fmt::format("  subgraph p{} [{}]\n", play + 1, mermaid_text(drawing.play));
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            const bool barrier = now.kind == "barrier";
            out << fmt::format("    {}{}{}{}\n", vertex_id(play, vertex), barrier ? "([" : "[", mermaid_text(now.name),
                               barrier ? "])" : "]");
        }
        for (const GraphDrawing::Edge& edge : drawing.edges) {
            if (edge.kind == "order" || edge.kind == "barrier")
                out << fmt::format("    {} -.-> {}\n", vertex_id(play, edge.before), vertex_id(play, edge.after));
            else
                out << fmt::format("    {} -->|{}| {}\n", vertex_id(play, edge.before), mermaid_text(edge.reason),
                                   vertex_id(play, edge.after));
        }
        out << "  end\n";
    }
}

void write_json(std::ostream& out, const GraphDrawings& drawings) {
    List plays;
    for (const GraphDrawing& drawing : drawings) {
        List hosts;
        for (const std::string& host : drawing.hosts) hosts.emplace_back(host);
        List vertices;
        for (const GraphDrawing::Vertex& vertex : drawing.vertices)
            vertices.emplace_back(Map{{"name", vertex.name}, {"section", vertex.section}, {"kind", vertex.kind},
                                      {"place", vertex.place}});
        List edges;
        for (const GraphDrawing::Edge& edge : drawing.edges) {
            Map described{{"before", static_cast<std::int64_t>(edge.before)},
                          {"after", static_cast<std::int64_t>(edge.after)},
                          {"kind", edge.kind},
                          {"reason", edge.reason},
                          {"place", edge.place}};
            if (!edge.from_hosts.empty()) described.set("from_hosts", edge.from_hosts);
            edges.emplace_back(described);
        }
        plays.emplace_back(Map{{"name", drawing.play}, {"place", drawing.place}, {"strategy", drawing.strategy},
                               {"hosts", hosts}, {"vertices", vertices}, {"edges", edges}});
    }
    out << modules::to_json(Map{{"version", 1}, {"plays", plays}}, 2) << "\n";
}

}  // namespace interpreter
