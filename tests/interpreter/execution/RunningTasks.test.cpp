#include "interpreter/execution/RunningTasks.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace interpreter;
using Lines = std::vector<std::string>;

TEST_CASE("what runs is listed by host until it ends") {
    RunningTasks tasks;
    CHECK(tasks.list().empty());
    std::optional<RunningTasks::Mark> second(std::in_place, tasks, "ctl2", "galera : It is synced");
    {
        const RunningTasks::Mark first(tasks, "ctl1", "Packages are there");
        const RunningTasks::Mark beside(tasks, "ctl1", "Another lane");
        CHECK(tasks.list() ==
              Lines{"ctl1: Packages are there", "ctl1: Another lane", "ctl2: galera : It is synced"});
    }
    CHECK(tasks.list() == Lines{"ctl2: galera : It is synced"});
    second.reset();
    CHECK(tasks.list().empty());
}
