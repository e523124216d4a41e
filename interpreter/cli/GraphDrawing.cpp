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

std::string vertex_id(std::size_t play, std::size_t vertex) {
    return fmt::format("p{}v{}", play + 1, vertex + 1);
}

// The order of the file says little: it is dashed, without a word.
bool is_plain_order(const GraphDrawing::Edge& edge) {
    return edge.kind == "order" || edge.kind == "barrier";
}

std::string dot_attributes(const GraphDrawing::Edge& edge) {
    return fmt::format("label={}, tooltip={}{}", is_plain_order(edge) ? "\"\"" : quoted(edge.reason),
                       quoted(edge.place), is_plain_order(edge) ? ", style=dashed" : "");
}

std::string mermaid_arrow(const GraphDrawing::Edge& edge) {
    return is_plain_order(edge) ? " -.-> " : " -->|" + mermaid_text(edge.reason) + "| ";
}

List described(const std::vector<GraphDrawing::Edge>& edges) {
    List list;
    for (const GraphDrawing::Edge& edge : edges) {
        Map entry{{"before", static_cast<std::int64_t>(edge.before)},
                  {"after", static_cast<std::int64_t>(edge.after)},
                  {"kind", edge.kind},
                  {"reason", edge.reason},
                  {"place", edge.place}};
        if (!edge.from_hosts.empty()) entry.set("from_hosts", edge.from_hosts);
        list.emplace_back(entry);
    }
    return list;
}

}  // namespace

GraphDrawing drawing_of(const Play& play, const std::string& name, const PlayGraph& graph,
                        const SourceFiles& files) {
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
        drawing.edges.push_back(drawing_of(drawn.edge, files));
        GraphDrawing::Edge& edge = drawing.edges.back();
        edge.before = number[edge.before];
        edge.after = number[edge.after];
        edge.from_hosts = drawn.from_hosts.value_or("");
    }
    std::stable_sort(drawing.edges.begin(), drawing.edges.end(),
                     [](const GraphDrawing::Edge& left, const GraphDrawing::Edge& right) {
                         return std::pair(left.after, left.before) < std::pair(right.after, right.before);
                     });
    return drawing;
}

GraphDrawing::Edge drawing_of(const Edge& edge, const SourceFiles& files) {
    return {edge.before,
            edge.after,
            std::string(edge_kind_name(edge.kind)),
            edge.reason,
            files.describe(edge.position),
            {}};
}

void write_text(std::ostream& out, const GraphDrawings& drawings) {
    for (std::size_t play = 0; play < drawings.plays.size(); ++play) {
        const GraphDrawing& drawing = drawings.plays[play];
        out << fmt::format(
            "\nPLAY [{}] ({}), strategy: {}, hosts: {}\n", drawing.play, drawing.place, drawing.strategy,
            drawing.hosts.empty() ? "none" : fmt::format("{}", fmt::join(drawing.hosts, ", ")));
        for (const GraphDrawing::Edge& edge : drawings.edges)
            if (edge.after == play)
                out << fmt::format("  after PLAY [{}]: {} ({})\n", drawings.plays[edge.before].play,
                                   edge.reason, edge.place);
        if (drawing.strategy != "graph")
            out << "  It runs in the order of its file; with strategy: graph it would be:\n";
        std::string section;
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            if (now.section != section) out << "  " << now.section << "\n";
            section = now.section;
            out << fmt::format("    {} ({})\n", now.name, now.place);
            for (const GraphDrawing::Edge& edge : drawing.edges)
                if (edge.after == vertex)
                    out << fmt::format("      after {}: {} ({})\n", drawing.vertices[edge.before].name,
                                       edge.reason, edge.place);
        }
    }
}

void write_dot(std::ostream& out, const GraphDrawings& drawings) {
    out << "digraph understudy {\n  rankdir=LR;\n  compound=true;\n  node [shape=box];\n";
    for (std::size_t play = 0; play < drawings.plays.size(); ++play) {
        const GraphDrawing& drawing = drawings.plays[play];
        out << fmt::format("  subgraph cluster_{} {{\n    label={};\n", play + 1, quoted(drawing.play));
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            out << fmt::format("    {} [label={}, tooltip={}{}];\n", vertex_id(play, vertex),
                               quoted(now.name), quoted(now.place),
                               now.kind == "barrier" ? ", style=rounded" : "");
        }
        // An edge between clusters is drawn between vertices of theirs.
        if (drawing.vertices.empty())
            out << fmt::format("    {} [shape=point, style=invis];\n", vertex_id(play, 0));
        for (const GraphDrawing::Edge& edge : drawing.edges)
            out << fmt::format("    {} -> {} [{}];\n", vertex_id(play, edge.before),
                               vertex_id(play, edge.after), dot_attributes(edge));
        out << "  }\n";
    }
    for (const GraphDrawing::Edge& edge : drawings.edges) {
        const std::vector<GraphDrawing::Vertex>& vertices = drawings.plays[edge.before].vertices;
        out << fmt::format("  {} -> {} [{}, ltail=cluster_{}, lhead=cluster_{}];\n",
                           vertex_id(edge.before, vertices.empty() ? 0 : vertices.size() - 1),
                           vertex_id(edge.after, 0), dot_attributes(edge), edge.before + 1, edge.after + 1);
    }
    out << "}\n";
}

void write_mermaid(std::ostream& out, const GraphDrawings& drawings) {
    out << "flowchart LR\n";
    for (std::size_t play = 0; play < drawings.plays.size(); ++play) {
        const GraphDrawing& drawing = drawings.plays[play];
        out << fmt::format("  subgraph p{} [{}]\n", play + 1, mermaid_text(drawing.play));
        for (std::size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex) {
            const GraphDrawing::Vertex& now = drawing.vertices[vertex];
            const bool barrier = now.kind == "barrier";
            out << fmt::format("    {}{}{}{}\n", vertex_id(play, vertex), barrier ? "([" : "[",
                               mermaid_text(now.name), barrier ? "])" : "]");
        }
        for (const GraphDrawing::Edge& edge : drawing.edges)
            out << "    " << vertex_id(play, edge.before) << mermaid_arrow(edge)
                << vertex_id(play, edge.after) << "\n";
        out << "  end\n";
    }
    for (const GraphDrawing::Edge& edge : drawings.edges)
        out << fmt::format("  p{}{}p{}\n", edge.before + 1, mermaid_arrow(edge), edge.after + 1);
}

void write_json(std::ostream& out, const GraphDrawings& drawings) {
    List plays;
    for (const GraphDrawing& drawing : drawings.plays) {
        List hosts;
        for (const std::string& host : drawing.hosts)
            hosts.emplace_back(host);
        List vertices;
        for (const GraphDrawing::Vertex& vertex : drawing.vertices)
            vertices.emplace_back(Map{{"name", vertex.name},
                                      {"section", vertex.section},
                                      {"kind", vertex.kind},
                                      {"place", vertex.place}});
        plays.emplace_back(Map{{"name", drawing.play},
                               {"place", drawing.place},
                               {"strategy", drawing.strategy},
                               {"hosts", hosts},
                               {"vertices", vertices},
                               {"edges", described(drawing.edges)}});
    }
    out << modules::to_json(Map{{"version", 1}, {"plays", plays}, {"edges", described(drawings.edges)}}, 2)
        << "\n";
}

}  // namespace interpreter
