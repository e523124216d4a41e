#pragma once

#include "interpreter/graph/TaskGraph.hpp"
#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/source/SourceFiles.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace interpreter {

/// A play's graph as it is drawn: names, places and reasons as text.
struct GraphDrawing {
    struct Vertex {
        std::string name;
        std::string section;
        /// "work" or "barrier".
        std::string kind;
        std::string place;
    };
    struct Edge {
        std::size_t before = 0;
        std::size_t after = 0;
        std::string kind;
        std::string reason;
        std::string place;
        /// A pattern: from these hosts to all others; empty for an edge on each host.
        std::string from_hosts;
    };

    std::string play;
    std::string place;
    std::string strategy;
    std::vector<std::string> hosts;
    /// In an order that keeps every edge.
    std::vector<Vertex> vertices;
    std::vector<Edge> edges;
};

GraphDrawing drawing_of(const Play& play, const std::string& name, const PlayGraph& graph,
                        const SourceFiles& files);

/// All plays, and what comes before what among them: these edges name plays by their numbers in the list.
struct GraphDrawings {
    std::vector<GraphDrawing> plays;
    std::vector<GraphDrawing::Edge> edges;
};

GraphDrawing::Edge drawing_of(const Edge& edge, const SourceFiles& files);

void write_text(std::ostream& out, const GraphDrawings& drawings);
/// Graphviz's language.
void write_dot(std::ostream& out, const GraphDrawings& drawings);
void write_mermaid(std::ostream& out, const GraphDrawings& drawings);
/// {"version": 1, "plays": […], "edges": […]}; edges name vertices (those of the whole: plays) by their
/// numbers in the list.
void write_json(std::ostream& out, const GraphDrawings& drawings);

}  // namespace interpreter
