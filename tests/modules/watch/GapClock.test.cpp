#include "modules/watch/GapClock.hpp"

#include "modules/watch/ServiceReport.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::watch;

namespace {

using Turn = GapClock::Turn;
const std::optional<std::string> good;

}  // namespace

TEST_CASE("a gap lasts from the first failed attempt to the first good one") {
    GapClock clock(1, 1);
    CHECK(clock.record(0, good) == Turn::none);
    CHECK(clock.record(1, "refused") == Turn::went_away);
    CHECK(clock.record(2, "no route") == Turn::none);
    CHECK(clock.away());
    CHECK(clock.record(4.5, good) == Turn::came_back);
    CHECK(!clock.away());
    REQUIRE(clock.gaps().size() == 1);
    CHECK(clock.gaps().front().at == 1);
    CHECK(clock.gaps().front().seconds == 3.5);
    CHECK(clock.gaps().front().error == "refused");
}

TEST_CASE("a service is back from the first of so many good attempts in a row") {
    GapClock clock(1, 3);
    clock.record(0, "x");
    CHECK(clock.record(1, good) == Turn::none);
    CHECK(clock.record(2, good) == Turn::none);
    CHECK(clock.record(3, "y") == Turn::none);
    CHECK(clock.record(4, good) == Turn::none);
    CHECK(clock.record(5, good) == Turn::none);
    CHECK(clock.record(6, good) == Turn::came_back);
    REQUIRE(clock.gaps().size() == 1);
    CHECK(clock.gaps().front().seconds == 4.0);
}

TEST_CASE("a service is away from the first of so many failures in a row") {
    GapClock clock(2, 1);
    CHECK(clock.record(0, "hiccup") == Turn::none);
    CHECK(clock.record(1, good) == Turn::none);
    CHECK(clock.record(2, "first") == Turn::none);
    CHECK(clock.record(3, "second") == Turn::went_away);
    CHECK(clock.record(4, good) == Turn::came_back);
    REQUIRE(clock.gaps().size() == 1);
    CHECK(clock.gaps().front().at == 2);
    CHECK(clock.gaps().front().error == "first");
}

TEST_CASE("the longest gap is not known while one has no end") {
    ServiceReport report{.name = "x"};
    CHECK(report.longest_gap() == 0.0);
    report.gaps = {{.at = 1, .seconds = 2.25, .error = "a"}, {.at = 9, .seconds = 0.5, .error = "b"}};
    CHECK(report.longest_gap() == 2.25);
    CHECK(*report.to_map().find("longest_gap") == Value(2.25));
    report.gaps.push_back({.at = 20, .error = "c"});
    CHECK(report.longest_gap() == std::nullopt);
    CHECK(report.to_map().find("longest_gap")->is_null());
    CHECK(report.to_map().find("gaps")->as_list().back().get("seconds")->is_null());
}
