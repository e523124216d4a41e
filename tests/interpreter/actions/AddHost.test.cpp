#include "tests/interpreter/actions/CalledAction.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("add_host takes the port behind a name, groups in a text, and all else as variables") {
    CalledAction call("add_host", Map{{"name", "new:2222"}, {"groups", "web, db"}, {"colour", "blue"}});
    const ActionResult result = call.run();
    REQUIRE(call.added_hosts().size() == 1);
    const HostAddition& added = call.added_hosts().front();
    CHECK(added.name == "new");
    CHECK(added.groups == std::vector<std::string>{"web", "db"});
    CHECK(*added.variables.find("ansible_port") == Value(2222));
    CHECK(*added.variables.find("colour") == Value("blue"));
    CHECK(result.result.changed);
    CHECK(data_of(result, "add_host") ==
          R"({"host_name": "new", "groups": ["web", "db"], "host_vars": {"colour": "blue", "ansible_port": 2222}})");
}

TEST_CASE("add_host takes an address of version 6 as it is") {
    CalledAction call("add_host", Map{{"name", "fd00::1"}});
    call.run();
    CHECK(call.added_hosts().front().name == "fd00::1");
    CHECK(call.added_hosts().front().variables.empty());
}

TEST_CASE("add_host needs a name") {
    CHECK(CalledAction("add_host", Map{{"groups", "web"}}).run().result.failure ==
          "name, host or hostname needs to be provided");
}

TEST_CASE("group_by makes a group below all, and no blanks in names") {
    CalledAction call("group_by", Map{{"key", "os Debian 12"}});
    const ActionResult result = call.run();
    CHECK(call.added_groups() == std::vector<std::string>{"os-Debian-12 below all"});
    CHECK(data_of(result, "add_group") == "\"os-Debian-12\"");
    CHECK(data_of(result, "parent_groups") == "[\"all\"]");
}
