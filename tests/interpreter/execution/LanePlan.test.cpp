#include "interpreter/execution/LanePlan.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("a host has as many lanes as it may, and their numbers are used again") {
    LanePlan plan(1, 1, 2);
    CHECK(plan.take(0) == 0U);
    CHECK(plan.take(0) == 1U);
    CHECK_FALSE(plan.take(0));
    plan.give_back(0, 0);
    CHECK(plan.take(0) == 0U);
}

TEST_CASE("only so many hosts are at work at once, whatever their lanes") {
    LanePlan plan(3, 2, 4);
    CHECK(plan.take(0));
    CHECK(plan.take(1));
    CHECK_FALSE(plan.take(2));
    CHECK(plan.take(1));
    plan.give_back(1, 1);
    CHECK_FALSE(plan.take(2));
    plan.give_back(1, 0);
    CHECK(plan.take(2));
    CHECK_FALSE(plan.take(1));
}
