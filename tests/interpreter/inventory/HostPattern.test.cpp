#include "tests/interpreter/inventory/World.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

const std::string hosts = "lonely\n"
                          "[web]\nweb[01:04]\n"
                          "[db]\ndb-a\ndb-b\nweb01\n"
                          "[prod:children]\nweb\n"
                          "[later:children]\ndb\n";

struct Matched {
    World world;
    Inventory inventory = world.load({world.write("hosts", hosts)});

    std::string operator()(std::string_view pattern) {
        return names_of(HostPattern(pattern).match(inventory, world.diagnostics));
    }
};

}  // namespace

// Each answer is what ansible-core 2.14 gives for the same inventory.
TEST_CASE("patterns choose hosts as Ansible does") {
    Matched matched;
    CHECK(matched("all") == "lonely web01 web02 web03 web04 db-a db-b");
    CHECK(matched("web") == "web01 web02 web03 web04");
    CHECK(matched("web:db") == "web01 web02 web03 web04 db-a db-b");
    CHECK(matched("web,db") == "web01 web02 web03 web04 db-a db-b");
    CHECK(matched("db , lonely") == "db-a db-b web01 lonely");
    CHECK(matched("db-b:lonely:db-a") == "db-b lonely db-a");
    CHECK(matched("web:&db") == "web01");
    CHECK(matched("!db:web") == "web02 web03 web04");
    CHECK(matched("!web") == "lonely db-a db-b");
    CHECK(matched("&later") == "web01 db-a db-b");
    CHECK(matched("all:!web:!db") == "lonely");
    CHECK(matched("prod:later:&web:!web01") == "web02 web03 web04");
    CHECK(matched("ungrouped") == "lonely");
}

TEST_CASE("globs and regular expressions match groups and hosts") {
    Matched matched;
    CHECK(matched("*") == "lonely web01 web02 web03 web04 db-a db-b");
    CHECK(matched("db-?") == "db-a db-b");
    CHECK(matched("l*") == "db-a db-b web01 lonely");
    CHECK(matched("web0[13]*") == "web01 web03");
    CHECK(matched("~web0[12]") == "web01 web02");
    CHECK(matched("~(db-a|lonely)$") == "lonely db-a");
    CHECK(matched("~eb0").empty());
}

TEST_CASE("slices cut a group") {
    Matched matched;
    CHECK(matched("web[0]") == "web01");
    CHECK(matched("web[-1]") == "web04");
    CHECK(matched("web[1:2]") == "web02 web03");
    CHECK(matched("web[2:]") == "web03 web04");
    CHECK(matched("web[0:0]") == "web01");
    CHECK(matched("web[2:99]") == "web03 web04");
    CHECK(matched("web[0]:db[0]") == "web01 db-a");
    CHECK(matched.world.findings().empty());
    CHECK(matched("web[4]").empty());
    CHECK(matched.world.findings() == "error: 'web[4]' lies outside: 'web' has 4 hosts\n"
                                      "  = hint: the first is [0], the last is [-1]\n");
}

TEST_CASE("localhost is there without being listed, and only by its name") {
    Matched matched;
    CHECK(matched("localhost") == "localhost");
    CHECK(matched("127.0.0.1") == "127.0.0.1");
    CHECK(matched("local*").empty());
    CHECK(matched.inventory.host("localhost")->implicit);
    CHECK(matched.inventory.host("localhost")->variables->find("ansible_connection")->value ==
          Value("local"));
    World world;
    const Inventory listed = world.load({"localhost,"});
    CHECK_FALSE(listed.host("localhost")->implicit);
    CHECK(names_of(listed.hosts_of(*listed.group("all"))) == "localhost");
}

TEST_CASE("a file may hold the names") {
    Matched matched;
    const std::string file = matched.world.write("retry", "db-b\n\nweb02\n");
    CHECK(matched("@" + file) == "db-b web02");
    CHECK(matched("web:&@" + file) == "");
    CHECK_THROWS_WITH(HostPattern("@/nowhere"), "cannot read the file of hosts '/nowhere'");
}

TEST_CASE("IPv6 addresses are no lists") {
    World world;
    const Inventory inventory = world.load({"fe80::1,2001:db8::2,"});
    CHECK(names_of(HostPattern("fe80::1").match(inventory, world.diagnostics)) == "fe80::1");
    CHECK(world.findings().empty());
}

TEST_CASE("what matches nothing is a warning where it was written") {
    World world;
    const std::uint32_t play = world.sources.add("site.yml", "- hosts: wbe:nowhere\n");
    const Inventory inventory = world.load({world.write("hosts", hosts)});
    CHECK(HostPattern("wbe:nowhere", {play, 1, 10}).match(inventory, world.diagnostics).empty());
    CHECK(world.findings() == "site.yml:1:10: warning: nothing in the inventory matches 'wbe'\n"
                              "  1 | - hosts: wbe:nowhere\n"
                              "    |          ^~~\n"
                              "  = hint: did you mean 'web'?\n"
                              "site.yml:1:10: warning: nothing in the inventory matches 'nowhere'\n"
                              "  1 | - hosts: wbe:nowhere\n"
                              "    |          ^~~\n"
                              "  = hint: no host and no group of the inventory has that name\n");
}

TEST_CASE("an empty inventory is named as the reason") {
    World world;
    CHECK(HostPattern("web").match(world.load({}), world.diagnostics).empty());
    CHECK(HostPattern("all").match(world.load({}), world.diagnostics).empty());
    CHECK(world.findings() == "warning: nothing in the inventory matches 'web'\n"
                              "  = hint: the inventory is empty; name one with -i\n");
}

TEST_CASE("a regular expression that cannot be read is refused") {
    CHECK_THROWS_WITH(HostPattern("web:~(a"), "'~(a' is no regular expression that can be read");
}
