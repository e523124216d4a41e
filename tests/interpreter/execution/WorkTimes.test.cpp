#include "interpreter/execution/WorkTimes.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

WorkTimes::Clock::time_point at(int second) { return WorkTimes::Clock::time_point(std::chrono::seconds(second)); }

void add_task(Play& play, const char* id, const List& needs) {
    auto task = std::make_unique<Task>();
    task->parent = play.tasks.get();
    task->keywords["id"] = {Value(id), {}, {}};
    task->keywords["needs"] = {Value(needs), {}, {}};
    play.tasks->body.emplace_back(std::move(task));
}

// a before b; c before d, and d on every host after b on the second.
struct Stage {
    Stage() {
        play.tasks = std::make_unique<Block>();
        play.tasks->parent = &play;
        add_task(play, "a", {});
        add_task(play, "b", {"a"});
        add_task(play, "c", {});
        add_task(play, "d", {"c", "b@two"});
    }
    Play play;
    Diagnostics findings;
};

using Path = GraphTimes::Steps;

}  // namespace

TEST_CASE("the time of a vertex on a host is the sum of its spans there") {
    WorkTimes times(2, 2);
    times.add(0, 1, at(0), at(2));
    times.add(0, 1, at(5), at(6));
    CHECK(times.of(0, 1) == Approx(3));
    CHECK(times.of(0, 0) == Approx(0));
    CHECK(times.of(1, 1) == Approx(0));
}

TEST_CASE("the time of a vertex counts once what hosts do at the same time") {
    WorkTimes times(1, 3);
    times.add(0, 0, at(0), at(4));
    times.add(0, 1, at(1), at(2));
    times.add(0, 2, at(3), at(6));
    times.add(0, 0, at(10), at(11));
    CHECK(times.of(0) == Approx(7));
}

TEST_CASE("the whole lasts from the first beginning to the last end") {
    WorkTimes times(2, 1);
    CHECK(times.wall() == Approx(0));
    times.add(1, 0, at(7), at(9));
    times.add(0, 0, at(3), at(4));
    CHECK(times.wall() == Approx(6));
}

TEST_CASE("the critical path leads from host to host, and what ran at once is saved") {
    Stage stage;
    const PlayGraph graph(stage.play, stage.findings);
    REQUIRE(graph.size() == 5);
    WorkTimes times(graph.size(), 2);
    times.add(0, 0, at(0), at(2));
    times.add(0, 1, at(0), at(3));
    times.add(1, 0, at(2), at(3));
    times.add(1, 1, at(3), at(7));
    times.add(2, 0, at(0), at(6));
    times.add(2, 1, at(0), at(5));
    times.add(3, 0, at(7), at(9));
    times.add(3, 1, at(7), at(8));
    const GraphTimes found = graph_times(
        graph, {"one", "two"},
        [](const PlayEdge& edge) {
            return edge.from_hosts ? std::vector<std::size_t>{1} : std::vector<std::size_t>{};
        },
        times);
    CHECK(found.critical_path == Path{{"a [two]", 3}, {"b [two]", 4}, {"d [one]", 2}});
    CHECK(found.wall == Approx(9));
    REQUIRE(found.work.size() == 5);
    CHECK(Path(found.work.begin(), found.work.end() - 1) == Path{{"a", 3}, {"b", 5}, {"c", 6}, {"d", 2}});
}

TEST_CASE("what took no time is no part of the critical path, and one host needs no name") {
    Stage stage;
    const PlayGraph graph(stage.play, stage.findings);
    WorkTimes times(graph.size(), 1);
    times.add(0, 0, at(0), at(0));
    times.add(1, 0, at(0), at(2));
    const GraphTimes found =
        graph_times(graph, {"one"}, [](const PlayEdge&) { return std::vector<std::size_t>{}; }, times);
    CHECK(found.critical_path == Path{{"b", 2}});
}
