#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace interpreter {

/// Why one vertex comes before another.
enum class EdgeKind { order, needs, role_dependency, notify, data, barrier };
std::string_view edge_kind_name(EdgeKind kind);

struct Edge {
    std::size_t before = 0;
    std::size_t after = 0;
    EdgeKind kind = EdgeKind::order;
    /// What made it, in words: "needs: galera", "registers galera_state".
    std::string reason;
    Position position;
};

/// What depends on what: vertices are numbered from 0 in file order; edges carry a reason.
/// The only place that knows Boost.Graph.
class TaskGraph {
  public:
    TaskGraph();
    TaskGraph(TaskGraph&&) noexcept;
    TaskGraph& operator=(TaskGraph&&) noexcept;
    ~TaskGraph();

    std::size_t add_vertex(std::string name, Position position);
    /// An edge that is there already is not added again (the first reason stays).
    void add_edge(Edge edge);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const std::string& name(std::size_t vertex) const;
    [[nodiscard]] Position position(std::size_t vertex) const;
    [[nodiscard]] std::vector<Edge> edges() const;
    [[nodiscard]] std::vector<std::size_t> before(std::size_t vertex) const;
    [[nodiscard]] std::vector<std::size_t> after(std::size_t vertex) const;
    /// Everything that depends on it, directly or not.
    [[nodiscard]] std::vector<std::size_t> descendants(std::size_t vertex) const;

    /// An order that keeps every edge and, where edges say nothing, the order of the file.
    /// A cycle is an error in `diagnostics` that names every vertex in it and its place; the result is then
    /// empty.
    [[nodiscard]] std::vector<std::size_t> order(Diagnostics& diagnostics) const;
    /// A shortest chain of edges from one to the other; empty when there is none ("why does A come before
    /// B").
    [[nodiscard]] std::vector<Edge> explain(std::size_t from, std::size_t to) const;
    /// The chain with the largest sum; `weights` in seconds, one a vertex.
    [[nodiscard]] std::vector<std::size_t> critical_path(std::span<const double> weights) const;

  private:
    struct Contents;
    std::unique_ptr<Contents> contents_;
};

}  // namespace interpreter
