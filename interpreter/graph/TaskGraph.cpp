#include "interpreter/graph/TaskGraph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <stdexcept>

namespace interpreter {

namespace {

struct VertexContents {
    std::string name;
    Position position;
};

/// Index of the edge in Contents::edges.
struct EdgeContents {
    std::size_t index = 0;
};

// setS keeps one edge between two vertices and walks them by number, so every answer is the same in each run.
using Graph =
    boost::adjacency_list<boost::setS, boost::vecS, boost::bidirectionalS, VertexContents, EdgeContents>;
using EdgeDescriptor = boost::graph_traits<Graph>::edge_descriptor;

/// Stops a search at the vertex looked for.
struct Reached {};

class ShortestPaths : public boost::default_bfs_visitor {
  public:
    ShortestPaths(std::vector<std::optional<EdgeDescriptor>>& arrived_by, std::optional<std::size_t> wanted)
        : arrived_by_(&arrived_by), wanted_(wanted) {}

    void tree_edge(EdgeDescriptor edge, const Graph& graph) const {
        const std::size_t reached = boost::target(edge, graph);
        (*arrived_by_)[reached] = edge;
        if (reached == wanted_) throw Reached{};
    }

  private:
    std::vector<std::optional<EdgeDescriptor>>* arrived_by_;
    std::optional<std::size_t> wanted_;
};

/// For each vertex that can be reached from `start` (itself aside), the edge by which a shortest way arrives.
std::vector<std::optional<EdgeDescriptor>> search(const Graph& graph, std::size_t start,
                                                  std::optional<std::size_t> wanted = {}) {
    std::vector<std::optional<EdgeDescriptor>> arrived_by(boost::num_vertices(graph));
    try {
        boost::breadth_first_search(graph, start, boost::visitor(ShortestPaths(arrived_by, wanted)));
    } catch (const Reached&) {
        return arrived_by;
    }
    return arrived_by;
}

}  // namespace

struct TaskGraph::Contents {
    Graph graph;
    std::vector<Edge> edges;

    [[nodiscard]] std::vector<Edge> shortest_way(std::size_t from, std::size_t to) const;
    [[nodiscard]] std::vector<Edge> shortest_cycle(std::size_t start) const;
    void report_cycles(Diagnostics& diagnostics) const;
    void report_cycle(const std::vector<Edge>& cycle, Diagnostics& diagnostics) const;
};

std::vector<Edge> TaskGraph::Contents::shortest_way(std::size_t from, std::size_t to) const {
    if (from == to) return {};
    const std::vector<std::optional<EdgeDescriptor>> arrived_by = search(graph, from, to);
    std::vector<Edge> way;
    std::size_t vertex = to;
    while (vertex != from) {
        if (!arrived_by[vertex]) return {};
        way.push_back(edges[graph[*arrived_by[vertex]].index]);
        vertex = way.back().before;
    }
    std::reverse(way.begin(), way.end());
    return way;
}

std::vector<Edge> TaskGraph::Contents::shortest_cycle(std::size_t start) const {
    std::vector<Edge> shortest;
    const auto [first, last] = boost::in_edges(start, graph);
    for (auto edge = first; edge != last; ++edge) {
        const Edge& closing = edges[graph[*edge].index];
        std::vector<Edge> way = shortest_way(start, closing.before);
        if (way.empty() && closing.before != start) continue;
        way.push_back(closing);
        if (shortest.empty() || way.size() < shortest.size()) shortest = std::move(way);
    }
    return shortest;
}

void TaskGraph::Contents::report_cycle(const std::vector<Edge>& cycle, Diagnostics& diagnostics) const {
    Diagnostic finding;
    finding.message = "a cycle: '" + graph[cycle.front().before].name + "'";
    finding.position = graph[cycle.front().before].position;
    for (const Edge& edge : cycle) {
        finding.message += " before '" + graph[edge.after].name + "'";
        std::string why = "'" + graph[edge.after].name + "' comes after '" + graph[edge.before].name + "'";
        if (!edge.reason.empty()) why += " (" + edge.reason + ")";
        finding.notes.push_back(
            {std::move(why), edge.position.known() ? edge.position : graph[edge.after].position});
    }
    finding.hint = "remove one of these dependencies";
    diagnostics.add(std::move(finding));
}

void TaskGraph::Contents::report_cycles(Diagnostics& diagnostics) const {
    std::vector<std::size_t> component(boost::num_vertices(graph));
    const std::size_t count = boost::strong_components(
        graph, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
    std::vector<bool> seen(count, false);
    for (std::size_t vertex = 0; vertex < component.size(); ++vertex) {
        if (seen[component[vertex]]) continue;
        seen[component[vertex]] = true;
        const std::vector<Edge> cycle = shortest_cycle(vertex);
        if (!cycle.empty()) report_cycle(cycle, diagnostics);
    }
}

TaskGraph::TaskGraph() : contents_(std::make_unique<Contents>()) {}
TaskGraph::TaskGraph(TaskGraph&&) noexcept = default;
TaskGraph& TaskGraph::operator=(TaskGraph&&) noexcept = default;
TaskGraph::~TaskGraph() = default;

std::size_t TaskGraph::add_vertex(std::string name, Position position) {
    return boost::add_vertex(VertexContents{std::move(name), position}, contents_->graph);
}

void TaskGraph::add_edge(Edge edge) {
    if (edge.before >= size() || edge.after >= size())
        throw std::out_of_range("an edge to a vertex that is not there");
    const bool added =
        boost::add_edge(edge.before, edge.after, EdgeContents{contents_->edges.size()}, contents_->graph)
            .second;
    if (added) contents_->edges.push_back(std::move(edge));
}

std::size_t TaskGraph::size() const {
    return boost::num_vertices(contents_->graph);
}

const std::string& TaskGraph::name(std::size_t vertex) const {
    return contents_->graph[vertex].name;
}

Position TaskGraph::position(std::size_t vertex) const {
    return contents_->graph[vertex].position;
}

std::vector<Edge> TaskGraph::edges() const {
    return contents_->edges;
}

std::vector<std::size_t> TaskGraph::before(std::size_t vertex) const {
    std::vector<std::size_t> found;
    const auto [first, last] = boost::in_edges(vertex, contents_->graph);
    for (auto edge = first; edge != last; ++edge)
        found.push_back(boost::source(*edge, contents_->graph));
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::size_t> TaskGraph::after(std::size_t vertex) const {
    const auto [first, last] = boost::adjacent_vertices(vertex, contents_->graph);
    return {first, last};
}

std::vector<std::size_t> TaskGraph::descendants(std::size_t vertex) const {
    const std::vector<std::optional<EdgeDescriptor>> arrived_by = search(contents_->graph, vertex);
    std::vector<std::size_t> found;
    for (std::size_t other = 0; other < arrived_by.size(); ++other) {
        if (arrived_by[other]) found.push_back(other);
    }
    return found;
}

std::vector<std::size_t> TaskGraph::order(Diagnostics& diagnostics) const {
    // Kahn's algorithm with the smallest number first: Boost's own topological sort does not keep the file's
    // order.
    const Graph& graph = contents_->graph;
    std::vector<std::size_t> waits_for(size());
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t vertex = 0; vertex < size(); ++vertex) {
        waits_for[vertex] = boost::in_degree(vertex, graph);
        if (waits_for[vertex] == 0) ready.push(vertex);
    }
    std::vector<std::size_t> ordered;
    while (!ready.empty()) {
        const std::size_t vertex = ready.top();
        ready.pop();
        ordered.push_back(vertex);
        for (const std::size_t next : after(vertex)) {
            if (--waits_for[next] == 0) ready.push(next);
        }
    }
    if (ordered.size() == size()) return ordered;
    contents_->report_cycles(diagnostics);
    return {};
}

std::vector<Edge> TaskGraph::explain(std::size_t from, std::size_t to) const {
    return contents_->shortest_way(from, to);
}

std::vector<std::size_t> TaskGraph::critical_path(std::span<const double> weights) const {
    if (weights.size() != size()) throw std::invalid_argument("one weight for each vertex");
    Diagnostics cycles;
    const std::vector<std::size_t> ordered = order(cycles);
    if (ordered.empty()) return {};
    std::vector<double> sum(weights.begin(), weights.end());
    std::vector<std::optional<std::size_t>> came_from(size());
    for (const std::size_t vertex : ordered) {
        for (const std::size_t next : after(vertex)) {
            if (came_from[next] && sum[vertex] + weights[next] <= sum[next]) continue;
            sum[next] = sum[vertex] + weights[next];
            came_from[next] = vertex;
        }
    }
    const auto largest = std::max_element(sum.begin(), sum.end());
    std::vector<std::size_t> path{static_cast<std::size_t>(largest - sum.begin())};
    while (came_from[path.back()])
        path.push_back(*came_from[path.back()]);
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace interpreter
