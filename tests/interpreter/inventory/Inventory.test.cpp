#include "modules/value/Json.hpp"
#include "tests/interpreter/inventory/World.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

/// What the host sees of its inventory, strongest first.
VariableScope scope_of(World& world, const Inventory& inventory, const std::string& host,
                       const std::string& playbook = {}) {
    VariableScope scope;
    for (auto& [layer, variables] :
         inventory.variables_of(*inventory.host(host), playbook, world.files, world.diagnostics))
        scope.add(layer, std::move(variables));
    return scope;
}

std::string value_of(const VariableScope& scope, std::string_view name) {
    const std::optional<VariableScope::Found> found = scope.find(name);
    return found ? modules::to_json(found->value) : "(none)";
}

}  // namespace

TEST_CASE("an INI inventory gives hosts, groups and variables") {
    World world;
    const Inventory inventory =
        world.load({world.write("hosts", "# remark\n; remark\n"
                                         "lonely port=80 # remark\n"
                                         "other:2222 x='a b' y=\"c # d\" z=e#f\n"
                                         "[web]\nweb[01:03].example.org mode=0644 n=1_000\n"
                                         "db-[a:c] l=[1,'{{x}}'] s=a=b\neven[0:8:4]\n"
                                         "[web:vars]\ntext = one two # three\nnumber=80 # remark\n")});
    CHECK(world.findings().empty());
    CHECK(names_of(inventory.hosts()) == "lonely other web01.example.org web02.example.org web03.example.org "
                                         "db-a db-b db-c even0 even4 even8");
    CHECK(value_of(scope_of(world, inventory, "lonely"), "port") == "80");
    const VariableScope other = scope_of(world, inventory, "other");
    CHECK(value_of(other, "ansible_port") == "2222");
    CHECK(value_of(other, "x") == "\"a b\"");
    CHECK(value_of(other, "y") == "\"c # d\"");
    CHECK(value_of(other, "z") == "\"e\"");
    const VariableScope web = scope_of(world, inventory, "web02.example.org");
    CHECK(value_of(web, "mode") == "\"0644\"");
    CHECK(value_of(web, "n") == "1000");
    CHECK(value_of(web, "text") == "\"one two # three\"");
    CHECK(value_of(web, "number") == "80");
    const VariableScope db = scope_of(world, inventory, "db-c");
    CHECK(value_of(db, "l") == "\"[1,{{x}}]\"");
    CHECK(value_of(db, "s") == "\"a=b\"");
    CHECK(value_of(db, "inventory_dir") == '"' + world.path + '"');
    CHECK(value_of(db, "inventory_file") == '"' + world.path + "/hosts\"");
}

TEST_CASE("values know where they stand") {
    World world;
    const Inventory inventory =
        world.load({world.write("hosts", "größe x='{{ a }}' y=b\n[g]\n[g:vars]\nz = text\n")});
    const Variable* x = inventory.host("größe")->variables->find("x");
    CHECK(x->position == Position{1, 1, 7});
    CHECK(x->value.position() == Position{1, 1, 10});
    CHECK(inventory.host("größe")->variables->find("y")->value.position() == Position{1, 1, 21});
    CHECK(inventory.group("g")->variables->find("z")->value.position() == Position{1, 4, 5});
}

TEST_CASE("a YAML inventory gives the same") {
    World world;
    const Inventory inventory =
        world.load({world.write("hosts.yml", "all:\n"
                                             "  hosts:\n    top:\n    \"n[1:2]\": {mode: 0644}\n"
                                             "  vars: {everywhere: yes}\n"
                                             "  children:\n"
                                             "    east:\n"
                                             "      hosts: {e1: {ansible_port: 22}, 'e2:8022': }\n"
                                             "      children: {nested: {hosts: e3, vars: {nv: '{{ x }}'}}}\n"
                                             "west:\n  hosts: {n2: }\n")});
    CHECK(world.findings().empty());
    CHECK(names_of(inventory.hosts()) == "top n1 n2 e1 e2 e3");
    CHECK(names_of(inventory.groups()) == "all ungrouped east nested west");
    CHECK(names_of(inventory.hosts_of(*inventory.group("ungrouped"))) == "top n1");
    CHECK(names_of(inventory.hosts_of(*inventory.group("east"))) == "e1 e2 e3");
    CHECK(value_of(scope_of(world, inventory, "n1"), "mode") == "420");
    CHECK(value_of(scope_of(world, inventory, "n1"), "everywhere") == "true");
    CHECK(value_of(scope_of(world, inventory, "e2"), "ansible_port") == "8022");
    CHECK(value_of(scope_of(world, inventory, "e3"), "nv") == "\"{{ x }}\"");
}

TEST_CASE("children win over parents, siblings by name, priority before the name") {
    World world;
    const Inventory inventory =
        world.load({world.write("hosts", "[a]\nh\n[b]\nh\n[c]\nh\n[parent:children]\nc\n"
                                         "[all:vars]\nx=all\ny=all\nz=all\n"
                                         "[a:vars]\nx=a\ny=a\nansible_group_priority=10\n"
                                         "[b:vars]\nx=b\nz=b\n[parent:vars]\nz=parent\nw=parent\n"
                                         "[c:vars]\nw=c\n")});
    CHECK(names_of(inventory.host("h")->groups) == "all b parent a c");
    const VariableScope scope = scope_of(world, inventory, "h");
    CHECK(value_of(scope, "x") == "\"a\"");
    CHECK(value_of(scope, "y") == "\"a\"");
    CHECK(value_of(scope, "z") == "\"parent\"");
    CHECK(value_of(scope, "w") == "\"c\"");
    CHECK(value_of(scope, "ansible_group_priority") == "(none)");
    CHECK(inventory.group("c")->depth == 2);
}

TEST_CASE("group_vars and host_vars come from beside the inventory and beside the playbook") {
    World world;
    const std::string hosts = world.write(
        "inventory/hosts", "[web]\nh a=line\n[web:vars]\na=web\nb=web\n[all:vars]\na=all\nc=all\n");
    world.write("inventory/group_vars/all.yml", "a: ivars-all\nb: ivars-all\nc: ivars-all\nd: ivars-all\n");
    world.write("playbook/group_vars/all", "d: pvars-all\ne: pvars-all\n");
    world.write("inventory/group_vars/web/main.yml", "e: ivars-web\nf: ivars-web\n");
    world.write("playbook/group_vars/web.yml", "f: pvars-web\na: pvars-web\n");
    world.write("inventory/host_vars/h.yml", "g: ihost\nh: ihost\n");
    world.write("playbook/host_vars/h.json", "{\"h\": \"phost\"}");
    const Inventory inventory = world.load({hosts});
    const VariableScope scope = scope_of(world, inventory, "h", world.path + "/playbook");
    CHECK(world.findings().empty());
    CHECK(value_of(scope, "a") == "\"line\"");
    CHECK(value_of(scope, "b") == "\"ivars-all\"");
    CHECK(value_of(scope, "c") == "\"ivars-all\"");
    CHECK(value_of(scope, "d") == "\"pvars-all\"");
    CHECK(value_of(scope, "e") == "\"ivars-web\"");
    CHECK(value_of(scope, "f") == "\"pvars-web\"");
    CHECK(value_of(scope, "g") == "\"ihost\"");
    CHECK(value_of(scope, "h") == "\"phost\"");
    CHECK(scope.find("h")->layer == Layer::playbook_host_vars);
    CHECK(scope.all("a").size() == 5);
    CHECK(value_of(scope_of(world, inventory, "localhost", world.path + "/playbook"), "e") ==
          "\"pvars-all\"");
}

TEST_CASE("a directory is read in the order of names, and what is no inventory is passed over") {
    World world;
    world.write("dir/20.yml", "g: {hosts: {h: {x: second, y: second}}}\n");
    world.write("dir/10", "[g]\nh x=first z=first\n");
    world.write("dir/30/more", "[g]\ndeep x=1\n");
    for (const char* name : {"a.ini", "b.cfg", "c.bak", "d~", ".hidden", "e.md"})
        world.write(std::string("dir/") + name, "not an inventory [\n");
    world.write("dir/group_vars/g.yml", "v: 1\n");
    const Inventory inventory = world.load({world.path + "/dir"});
    CHECK(world.findings().empty());
    CHECK(names_of(inventory.hosts()) == "h deep");
    const VariableScope scope = scope_of(world, inventory, "h");
    CHECK(value_of(scope, "x") == "\"second\"");
    CHECK(value_of(scope, "z") == "\"first\"");
    CHECK(value_of(scope, "v") == "1");
}

TEST_CASE("of several sources the later one wins") {
    World world;
    const std::string one = world.write("one/hosts", "[g]\na x=one y=one\n");
    const std::string two = world.write("two/hosts.yaml", "g: {hosts: {a: {x: two}, b: }}\n");
    const Inventory inventory = world.load({one, two, "c,d:2222,"});
    CHECK(names_of(inventory.hosts()) == "a b c d");
    CHECK(value_of(scope_of(world, inventory, "a"), "x") == "\"two\"");
    CHECK(value_of(scope_of(world, inventory, "a"), "y") == "\"one\"");
    CHECK(value_of(scope_of(world, inventory, "d"), "ansible_port") == "2222");
    CHECK(inventory.sources().size() == 3);
}

TEST_CASE("a file without an ending is YAML when it looks like it") {
    World world;
    CHECK(names_of(world.load({world.write("a", "# remark\nall:\n  hosts:\n    h:\n")}).hosts()) == "h");
    CHECK(names_of(world.load({world.write("b", "{\"all\": {\"hosts\": {\"h\": {}}}}")}).hosts()) == "h");
    CHECK(names_of(world.load({world.write("c", "h:2222\n")}).hosts()) == "h");
    CHECK(names_of(world.load({world.write("d", "h x=a:b\n")}).hosts()) == "h");
    CHECK(world.findings().empty());
}

TEST_CASE("an inventory moved elsewhere still holds together") {
    World world;
    Inventory first = world.load({"a,"});
    const Host* host = first.host("a");
    const Inventory second = std::move(first);
    CHECK(second.host("a") == host);
    CHECK(second.group("ungrouped")->hosts.front() == host);
}
