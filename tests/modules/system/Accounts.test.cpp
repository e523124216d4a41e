#include "modules/system/Accounts.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("a line of passwd is a user") {
    const std::optional<User> user = user_from_line("deploy:x:1000:1001:Deploy,,,:/home/deploy:/bin/bash");
    REQUIRE(user);
    CHECK(user->name == "deploy");
    CHECK(user->id == 1000);
    CHECK(user->group == 1001);
    CHECK(user->comment == "Deploy,,,");
    CHECK(user->home == "/home/deploy");
    CHECK(user->shell == "/bin/bash");
    CHECK(user_from_line("x:x:0:0:::")->shell.empty());
}

TEST_CASE("a line of group is a group") {
    const std::optional<Group> group = group_from_line("sudo:x:27:deploy,ops");
    REQUIRE(group);
    CHECK(group->id == 27);
    CHECK(group->members == std::vector<std::string>{"deploy", "ops"});
    CHECK(group_from_line("empty:x:28:")->members.empty());
}

TEST_CASE("lines for NIS, comments and torn lines are nobody") {
    for (const char* line : {"", "+::::::", "# comment", "a:x:no:0:::", "a:x:1", "a:x:99999999999:0:::"})
        CHECK(!user_from_line(line));
}

TEST_CASE("root is found by name and by number, nobody invents others") {
    CHECK(user_named("root")->id == 0);
    CHECK(user_numbered(0)->name == "root");
    CHECK(group_numbered(0)->name == "root");
    CHECK(group_named("root")->id == 0);
    CHECK(!user_named("no-such-user-here"));
    CHECK(!user_named("0"));
    CHECK(!group_named(""));
    CHECK(!local_groups().empty());
}
