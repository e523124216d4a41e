#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("a failed command is named with its status and what it said last") {
    FakeHost host;
    host.answer("systemctl", {"start"}, "", 5, "line one\nUnit x.service not found.\n");
    try {
        run_or_fail(host, {.program = "systemctl", .arguments = {"start", "x", "--password=secret"}});
        FAIL("it did not fail");
    } catch (const Failure& failure) {
        CHECK(failure.what() ==
              std::string("systemctl start x failed with status 5: line one\nUnit x.service not found."));
        CHECK(failure.data().find("rc")->as_integer() == 5);
    }
}

TEST_CASE(
    "of a long complaint only the end is shown, and a program that is not there is said to be missing") {
    FakeHost host;
    std::string complaint;
    for (int line = 1; line <= 30; ++line)
        complaint += std::to_string(line) + "\n";
    host.answer("apt-get", {}, complaint, 100);
    CHECK_THROWS_WITH(run_or_fail(host, {.program = "apt-get", .arguments = {}}),
                      "apt-get failed with status 100: 21\n22\n23\n24\n25\n26\n27\n28\n29\n30");
    host.add_missing_program("dnf");
    CHECK_THROWS_WITH(run_or_fail(host, {.program = "dnf"}),
                      "dnf failed with status 127: the program is not installed");
}

TEST_CASE("what is not there reads as nothing") {
    FakeHost host;
    CHECK(!host.read_if_there("/etc/none"));
    CHECK(host.is_directory("/etc"));
    CHECK(!host.is_directory("/etc/none"));
    CHECK_THROWS_WITH(host.read("/etc/none"), "cannot read /etc/none: No such file or directory");
}
