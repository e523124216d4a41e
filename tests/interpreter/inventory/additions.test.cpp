#include "tests/interpreter/inventory/World.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

std::string groups_of(const Inventory& inventory, const std::string& host) {
    std::string names;
    for (const Group* group : inventory.groups_of(*inventory.host(host))) names += (names.empty() ? "" : " ") + group->name;
    return names;
}

Value variable_of(World& world, const Inventory& inventory, const std::string& host, const std::string& name) {
    VariableScope scope;
    for (auto& [layer, variables] : inventory.variables_of(*inventory.host(host), {}, world.files, world.diagnostics))
        scope.add(layer, std::move(variables));
    const std::optional<VariableScope::Found> found = scope.find(name);
    return found ? found->value : Value();
}

}  // namespace

TEST_CASE("a run may add a host, with groups and variables of its own") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "one\n[web]\ntwo\n[web:vars]\ncolour=red\n")});
    CHECK(inventory.add_host({"new", {"web", "fresh"}, Map{{"size", 3}}}));
    CHECK(names_of(inventory.hosts()) == "one two new");
    CHECK(names_of(inventory.hosts_of(*inventory.group("web"))) == "two new");
    CHECK(names_of(inventory.hosts_of(*inventory.group("all"))) == "one two new");
    CHECK(groups_of(inventory, "new") == "all fresh web");
    CHECK(variable_of(world, inventory, "new", "size") == Value(3));
    CHECK(variable_of(world, inventory, "new", "colour") == Value("red"));
}

TEST_CASE("adding what is there changes nothing, adding to it does") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "one\n")});
    CHECK(inventory.add_host({"new", {"web"}, Map{{"size", 3}}}));
    CHECK_FALSE(inventory.add_host({"new", {"web"}, Map{{"size", 3}}}));
    CHECK(inventory.add_host({"new", {"web"}, Map{{"size", 4}}}));
    CHECK(inventory.add_host({"new", {"db"}, {}}));
    CHECK(groups_of(inventory, "new") == "all db web");
    CHECK(variable_of(world, inventory, "new", "size") == Value(4));
}

TEST_CASE("a host without groups is ungrouped until it gets one") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "one\n")});
    inventory.add_host({"new", {}, {}});
    CHECK(names_of(inventory.hosts_of(*inventory.group("ungrouped"))) == "one new");
    CHECK(inventory.add_to_group(*inventory.host("new"), "late", {"all"}));
    CHECK(names_of(inventory.hosts_of(*inventory.group("ungrouped"))) == "one");
    CHECK(groups_of(inventory, "new") == "all late");
}

TEST_CASE("a group that a run makes stands below its parents, whose hosts are then its own") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "one\ntwo\n[site]\n[site:vars]\ncolour=red\n")});
    CHECK(inventory.add_to_group(*inventory.host("one"), "os_debian", {"site", "known"}));
    CHECK_FALSE(inventory.add_to_group(*inventory.host("one"), "os_debian", {"site", "known"}));
    CHECK(names_of(inventory.hosts_of(*inventory.group("site"))) == "one");
    CHECK(names_of(inventory.hosts_of(*inventory.group("known"))) == "one");
    CHECK(groups_of(inventory, "one") == "all known site os_debian");
    CHECK(variable_of(world, inventory, "one", "colour") == Value("red"));
    CHECK(inventory.add_to_group(*inventory.host("two"), "os_debian", {"site"}));
    CHECK(groups_of(inventory, "two") == "all known site os_debian");
}

TEST_CASE("a group never stands below itself") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "one\n[a]\n[a:children]\nb\n[b]\n")});
    inventory.add_to_group(*inventory.host("one"), "a", {"b"});
    CHECK(names_of(inventory.hosts_of(*inventory.group("a"))) == "one");
    CHECK(inventory.hosts_of(*inventory.group("b")).empty());
}

TEST_CASE("an inventory may be read anew: who points at a host of before may go on doing so") {
    World world;
    Inventory inventory = world.load({world.write("hosts", "[web]\none size=1\ntwo\n")});
    const Host* before = inventory.host("two");
    inventory.add_host({"added", {"web"}, {}});
    inventory.replace_with(world.load({world.write("hosts", "[web]\none size=2\nthree\n")}));
    CHECK(names_of(inventory.hosts_of(*inventory.group("web"))) == "one three");
    CHECK(inventory.host("two") == nullptr);
    CHECK(inventory.host("added") == nullptr);
    CHECK(variable_of(world, inventory, "one", "size") == Value(2));
    CHECK(before->name == "two");
    CHECK(groups_of(inventory, "one") == "all web");
}
