#include "interpreter/graph/TaskGraph.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

Position line(std::uint32_t number) {
    return {1, number, 3};
}

/// Vertices a, b, c … on lines 1, 2, 3 ….
TaskGraph letters(std::size_t count) {
    TaskGraph graph;
    for (std::size_t index = 0; index < count; ++index) {
        graph.add_vertex(std::string(1, static_cast<char>('a' + index)),
                         line(static_cast<std::uint32_t>(index + 1)));
    }
    return graph;
}

using Numbers = std::vector<std::size_t>;

}  // namespace

TEST_CASE("without edges the order is the file's") {
    Diagnostics diagnostics;
    CHECK(letters(5).order(diagnostics) == Numbers{0, 1, 2, 3, 4});
    CHECK(diagnostics.all().empty());
}

TEST_CASE("an empty graph has an empty order and no finding") {
    Diagnostics diagnostics;
    CHECK(TaskGraph().order(diagnostics).empty());
    CHECK(diagnostics.all().empty());
}

TEST_CASE("an edge moves only what it must") {
    TaskGraph graph = letters(5);
    graph.add_edge({3, 1, EdgeKind::needs, "needs: d", {}});
    Diagnostics diagnostics;
    CHECK(graph.order(diagnostics) == Numbers{0, 2, 3, 1, 4});
}

TEST_CASE("the first reason of an edge stays") {
    TaskGraph graph = letters(2);
    graph.add_edge({0, 1, EdgeKind::needs, "needs: a", line(2)});
    graph.add_edge({0, 1, EdgeKind::data, "registers x", line(9)});
    REQUIRE(graph.edges().size() == 1);
    CHECK(graph.edges()[0].kind == EdgeKind::needs);
    CHECK(graph.edges()[0].reason == "needs: a");
    CHECK(graph.before(1) == Numbers{0});
    CHECK(graph.after(0) == Numbers{1});
}

TEST_CASE("a cycle names every vertex in it with its place") {
    TaskGraph graph = letters(5);
    graph.add_edge({1, 2, EdgeKind::needs, "needs: b", line(30)});
    graph.add_edge({2, 4, EdgeKind::order, "", {}});
    graph.add_edge({4, 1, EdgeKind::data, "registers e_state", line(20)});
    graph.add_edge({0, 3, EdgeKind::order, "", {}});
    Diagnostics diagnostics;
    CHECK(graph.order(diagnostics).empty());
    REQUIRE(diagnostics.all().size() == 1);
    const Diagnostic& finding = diagnostics.all()[0];
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "a cycle: 'b' before 'c' before 'e' before 'b'");
    CHECK(finding.position == line(2));
    REQUIRE(finding.notes.size() == 3);
    CHECK(finding.notes[0].message == "'c' comes after 'b' (needs: b)");
    CHECK(finding.notes[0].position == line(30));
    CHECK(finding.notes[1].message == "'e' comes after 'c'");
    CHECK(finding.notes[1].position == line(5));
    CHECK(finding.notes[2].message == "'b' comes after 'e' (registers e_state)");
    CHECK(finding.hint == "remove one of these dependencies");
}

TEST_CASE("two cycles are two findings, and a vertex that waits for itself is one") {
    TaskGraph graph = letters(5);
    graph.add_edge({0, 1, EdgeKind::needs, "", {}});
    graph.add_edge({1, 0, EdgeKind::needs, "", {}});
    graph.add_edge({1, 3, EdgeKind::needs, "", {}});
    graph.add_edge({3, 3, EdgeKind::needs, "needs: d", {}});
    Diagnostics diagnostics;
    CHECK(graph.order(diagnostics).empty());
    REQUIRE(diagnostics.all().size() == 2);
    CHECK(diagnostics.all()[0].message == "a cycle: 'a' before 'b' before 'a'");
    CHECK(diagnostics.all()[1].message == "a cycle: 'd' before 'd'");
}

TEST_CASE("explain gives a shortest chain of edges, or nothing") {
    TaskGraph graph = letters(5);
    graph.add_edge({0, 1, EdgeKind::order, "", {}});
    graph.add_edge({1, 2, EdgeKind::order, "", {}});
    graph.add_edge({2, 3, EdgeKind::order, "", {}});
    graph.add_edge({0, 2, EdgeKind::data, "registers a_state", {}});
    const std::vector<Edge> why = graph.explain(0, 3);
    REQUIRE(why.size() == 2);
    CHECK(why[0].reason == "registers a_state");
    CHECK(why[0].after == 2);
    CHECK(why[1].after == 3);
    CHECK(graph.explain(3, 0).empty());
    CHECK(graph.explain(0, 4).empty());
    CHECK(graph.explain(2, 2).empty());
}

TEST_CASE("descendants are all that depends on a vertex, directly or not") {
    TaskGraph graph = letters(6);
    graph.add_edge({0, 2, EdgeKind::order, "", {}});
    graph.add_edge({2, 5, EdgeKind::order, "", {}});
    graph.add_edge({1, 3, EdgeKind::order, "", {}});
    CHECK(graph.descendants(0) == Numbers{2, 5});
    CHECK(graph.descendants(5).empty());
}

TEST_CASE("the critical path is the chain with the largest sum, not the longest") {
    TaskGraph graph = letters(5);
    graph.add_edge({0, 1, EdgeKind::order, "", {}});
    graph.add_edge({1, 2, EdgeKind::order, "", {}});
    graph.add_edge({2, 4, EdgeKind::order, "", {}});
    graph.add_edge({0, 3, EdgeKind::order, "", {}});
    graph.add_edge({3, 4, EdgeKind::order, "", {}});
    const std::vector<double> weights{1, 2, 3, 10, 1};
    CHECK(graph.critical_path(weights) == Numbers{0, 3, 4});
    CHECK_THROWS_AS(graph.critical_path(std::vector<double>{1}), std::invalid_argument);
}

TEST_CASE("a vertex alone may be the critical path") {
    TaskGraph graph = letters(3);
    graph.add_edge({0, 1, EdgeKind::order, "", {}});
    CHECK(graph.critical_path(std::vector<double>{1, 1, 5}) == Numbers{2});
}

TEST_CASE("an edge to a vertex that is not there is refused") {
    TaskGraph graph = letters(1);
    CHECK_THROWS_AS(graph.add_edge({0, 4, EdgeKind::order, "", {}}), std::out_of_range);
}
