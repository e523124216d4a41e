#include "interpreter/execution/WorkTimes.hpp"

#include <algorithm>

namespace interpreter {

namespace {

double seconds(WorkTimes::Clock::duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

void WorkTimes::add(std::size_t vertex, std::size_t host, Clock::time_point from, Clock::time_point to) {
    spans_[vertex * hosts_ + host].push_back({from, to});
}

double WorkTimes::of(std::size_t vertex, std::size_t host) const {
    double sum = 0;
    for (const Span& span : spans_[vertex * hosts_ + host]) sum += seconds(span.to - span.from);
    return sum;
}

double WorkTimes::of(std::size_t vertex) const {
    std::vector<Span> spans;
    for (std::size_t host = 0; host < hosts_; ++host) {
        const std::vector<Span>& more = spans_[vertex * hosts_ + host];
        spans.insert(spans.end(), more.begin(), more.end());
    }
    std::sort(spans.begin(), spans.end(), [](const Span& left, const Span& right) { return left.from < right.from; });
    double sum = 0;
    Clock::time_point counted = Clock::time_point::min();
    for (const Span& span : spans) {
        if (span.to <= counted) continue;
        sum += seconds(span.to - std::max(span.from, counted));
        counted = span.to;
    }
    return sum;
}

double WorkTimes::wall() const {
    Clock::time_point first = Clock::time_point::max();
    Clock::time_point last = Clock::time_point::min();
    for (const std::vector<Span>& spans : spans_) {
        for (const Span& span : spans) {
            first = std::min(first, span.from);
            last = std::max(last, span.to);
        }
    }
    return first < last ? seconds(last - first) : 0;
}

GraphTimes graph_times(const PlayGraph& graph, const std::vector<std::string>& hosts,
                       const std::function<std::vector<std::size_t>(const PlayEdge&)>& sources,
                       const WorkTimes& times) {
    const auto ends_section = [&](std::size_t vertex) {
        return graph.vertex(vertex).kind == PlayVertex::Kind::section_end;
    };
    TaskGraph instances;
    std::vector<double> weights;
    for (std::size_t vertex = 0; vertex < graph.size(); ++vertex) {
        for (std::size_t host = 0; host < hosts.size(); ++host) {
            const bool shown = hosts.size() > 1 && !ends_section(vertex);
            instances.add_vertex(graph.name(vertex) + (shown ? " [" + hosts[host] + "]" : ""), {});
            weights.push_back(times.of(vertex, host));
        }
    }
    // A section ends once, for all hosts.
    const auto instance = [&](std::size_t vertex, std::size_t host) {
        return vertex * hosts.size() + (ends_section(vertex) ? 0 : host);
    };
    for (const PlayEdge& drawn : graph.edges()) {
        const Edge& edge = drawn.edge;
        const std::vector<std::size_t> from = sources(drawn);
        for (std::size_t host = 0; host < hosts.size(); ++host) {
            const std::size_t after = instance(edge.after, host);
            if (!drawn.from_hosts) instances.add_edge({instance(edge.before, host), after, edge.kind, "", {}});
            for (const std::size_t source : from)
                instances.add_edge({instance(edge.before, source), after, edge.kind, "", {}});
        }
    }
    GraphTimes result;
    result.wall = times.wall();
    for (std::size_t vertex = 0; vertex < graph.size(); ++vertex)
        result.work.emplace_back(graph.name(vertex), times.of(vertex));
    for (const std::size_t step : instances.critical_path(weights))
        if (weights[step] >= shortest_shown) result.critical_path.emplace_back(instances.name(step), weights[step]);
    return result;
}

}  // namespace interpreter
