#include "interpreter/cli/GraphExplanation.hpp"

#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/playbook/PlaybookGraph.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace interpreter {

namespace {

using Numbers = std::vector<std::size_t>;

// A role that is used several times has several vertices.
Numbers vertices_named(const PlayGraph& graph, const std::string& name) {
    Numbers found;
    for (std::size_t vertex = 0; vertex < graph.size(); ++vertex)
        if (graph.name(vertex) == name) found.push_back(vertex);
    return found;
}

Numbers plays_named(const std::vector<ExplainedPlay>& plays, const std::string& name) {
    Numbers found;
    for (const ExplainedPlay& play : plays)
        if (is_called(*play.play, name) || written_name(*play.play) == name) found.push_back(play.number);
    if (!found.empty()) return found;
    for (const ExplainedPlay& play : plays)
        if (!vertices_named(*play.graph, name).empty()) found.push_back(play.number);
    return found;
}

// The shortest from one of the first to one of the second.
std::vector<Edge> way_between(const TaskGraph& graph, const Numbers& first, const Numbers& second) {
    std::vector<Edge> shortest;
    for (const std::size_t before : first) {
        for (const std::size_t after : second) {
            std::vector<Edge> way = graph.explain(before, after);
            if (!way.empty() && (shortest.empty() || way.size() < shortest.size())) shortest = std::move(way);
        }
    }
    return shortest;
}

// `place` says where they stand: "In play 'x' ", "Play ".
std::string told(const TaskGraph& graph, const Numbers& first, const Numbers& second,
                 const std::string& place, const SourceFiles& files) {
    std::vector<Edge> way = way_between(graph, first, second);
    if (way.empty()) way = way_between(graph, second, first);
    if (way.empty()) return {};
    std::string text = fmt::format("{}'{}' comes before '{}':\n", place, graph.name(way.front().before),
                                   graph.name(way.back().after));
    for (const Edge& edge : way)
        text += fmt::format("  {}: '{}' comes after '{}' ({})\n", files.describe(edge.position),
                            graph.name(edge.after), graph.name(edge.before), edge.reason);
    return text;
}

}  // namespace

std::string explanation(const TaskGraph& order, const std::vector<ExplainedPlay>& plays,
                        const std::string& before, const std::string& after, const SourceFiles& files) {
    for (const ExplainedPlay& play : plays) {
        const Numbers first = vertices_named(*play.graph, before);
        const Numbers second = vertices_named(*play.graph, after);
        if (first.empty() || second.empty()) continue;
        const std::string name = written_name(*play.play);
        const std::string text = told(play.graph->graph(), first, second, "In play '" + name + "' ", files);
        if (!text.empty()) return text;
        return fmt::format("In play '{}' neither '{}' nor '{}' comes before the other.\n", name, before,
                           after);
    }
    std::vector<std::string> names;
    for (const ExplainedPlay& play : plays) {
        names.push_back(written_name(*play.play));
        for (std::size_t vertex = 0; vertex < play.graph->size(); ++vertex)
            names.push_back(play.graph->name(vertex));
    }
    for (const std::string& name : {before, after}) {
        if (!plays_named(plays, name).empty()) continue;
        const std::string hint = did_you_mean(name, names);
        throw UsageError("there is no vertex and no play '" + name + "'" + (hint.empty() ? "" : "; " + hint));
    }
    const Numbers first = plays_named(plays, before);
    const Numbers second = plays_named(plays, after);
    if (first == second)
        throw UsageError("'" + before + "' and '" + after +
                         "' are the same play, or one is part of the other");
    const std::string text = told(order, first, second, "Play ", files);
    if (!text.empty()) return text;
    return fmt::format("Neither play '{}' nor play '{}' comes before the other.\n", order.name(first.front()),
                       order.name(second.front()));
}

}  // namespace interpreter
