#include "tests/interpreter/actions/CalledAction.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("wait_for_connection waits until the host answers") {
    CalledAction call("wait_for_connection", Map{{"delay", 10}, {"sleep", 2}});
    const ActionResult result = call.connecting({"refused", "refused", ""}).run();
    CHECK_FALSE(result.result.failure);
    CHECK(call.waited() == std::chrono::seconds(14));
    CHECK(data_of(result, "elapsed") == "14");
}

TEST_CASE("wait_for_connection gives up in time, and says why") {
    CalledAction call("wait_for_connection", Map{{"timeout", 5}});
    const ActionResult result = call.connecting({"connection refused"}).run();
    CHECK(result.result.failure == "timed out waiting for ping module test: connection refused");
    CHECK(data_of(result, "elapsed") == "5");
}

TEST_CASE("wait_for_connection does not wait where only a look is wanted") {
    const ActionResult result = CalledAction("wait_for_connection", {}).in_check_mode().connecting({"no"}).run();
    CHECK(result.result.skipped);
    CHECK_FALSE(result.result.failure);
}
