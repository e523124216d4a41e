#pragma once

#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/report/Reporter.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace interpreter {

/// When the vertices of a graph were at work, on each host.
class WorkTimes {
  public:
    using Clock = std::chrono::steady_clock;

    WorkTimes(std::size_t vertices, std::size_t hosts) : hosts_(hosts), spans_(vertices * hosts) {}

    /// Several spans may be added for one vertex on one host: it waits between them.
    void add(std::size_t vertex, std::size_t host, Clock::time_point from, Clock::time_point to);
    /// Seconds on that host.
    [[nodiscard]] double of(std::size_t vertex, std::size_t host) const;
    /// Seconds in which the vertex was at work on any host.
    [[nodiscard]] double of(std::size_t vertex) const;
    /// From the first beginning to the last end.
    [[nodiscard]] double wall() const;

  private:
    struct Span {
        Clock::time_point from;
        Clock::time_point to;
    };
    std::size_t hosts_;
    /// By vertex, then host.
    std::vector<std::vector<Span>> spans_;
};

/// In seconds: what took less is no part of where the time went.
inline constexpr double shortest_shown = 0.001;

/// Where the time of a graph went: the chain of vertices, from host to host where edges lead there, that took longest.
/// `hosts` are the batch's names; `sources` gives the numbers of the hosts that an edge from other hosts names.
GraphTimes graph_times(const PlayGraph& graph, const std::vector<std::string>& hosts,
                       const std::function<std::vector<std::size_t>(const PlayEdge&)>& sources, const WorkTimes& times);

}  // namespace interpreter
