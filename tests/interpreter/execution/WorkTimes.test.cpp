#include "interpreter/execution/WorkTimes.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

WorkTimes::Clock::time_point at(int second) { return WorkTimes::Clock::time_point(std::chrono::seconds(second)); }

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
