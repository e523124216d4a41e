#include "tests/interpreter/inventory/World.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

/// What is said about a script that prints this for --list.
std::string findings_for(const std::string& body) {
    World world;
    world.load({world.write_program("script", "#!/bin/sh\n" + body)});
    return world.findings();
}

}  // namespace

TEST_CASE("a script gives groups, children and the variables of hosts in _meta") {
    World world;
    const Inventory inventory = world.load({world.write_program("script", R"(#!/bin/sh
[ "$1" = --list ] || exit 9
cat <<'JSON'
{"web": ["a", "b"], "more": {"hosts": ["c"], "vars": {"x": "{{ y }}", "n": 1}, "children": ["web"]},
 "_meta": {"hostvars": {"a": {"list": [1, null, true]}}}}
JSON
)")});
    CHECK(world.findings().empty());
    CHECK(names_of(inventory.hosts()) == "a b c");
    CHECK(names_of(inventory.hosts_of(*inventory.group("more"))) == "c a b");
    CHECK(inventory.host("a")->variables->find("list")->value == Value(List{1, nullptr, true}));
    CHECK(inventory.group("more")->variables->find("x")->value.position().known());
    CHECK(inventory.group("more")->variables->find("n")->value == Value(1));
}

TEST_CASE("without _meta every host is asked for") {
    World world;
    const Inventory inventory = world.load({world.write_program("script", R"(#!/bin/sh
[ "$1" = --list ] && echo '{"g": {"hosts": ["a", "b"]}}'
[ "$1" = --host ] && [ "$2" = a ] && echo '{"x": 1}'
exit 0
)")});
    CHECK(world.findings().empty());
    CHECK(inventory.host("a")->variables->find("x")->value == Value(1));
    CHECK(inventory.host("b")->variables->find("x") == nullptr);
}

TEST_CASE("a script that fails says how") {
    CHECK(findings_for("echo no database >&2; exit 3\n") ==
          "error: 'script --list' failed with status 3:\n"
          "  no database\n"
          "  = hint: an inventory script must print JSON and exit with 0\n");
    CHECK(findings_for("echo '[1]'\n") ==
          "script --list: error: inventory script: a JSON object was expected, not a list\n"
          "  = hint: run 'script --list' and look at what it prints\n");
    CHECK(findings_for("echo '{\"g\": 1}'\n") ==
          "script --list: error: inventory script: group 'g' must be an object or a list of hosts, not an "
          "integer\n"
          "  = hint: run 'script --list' and look at what it prints\n");
    CHECK(findings_for("echo '{\"g\": {\"hosts\": \"a\"}}'\n") ==
          "script --list: error: inventory script: 'hosts' of group 'g' must be a list, not text\n"
          "  = hint: run 'script --list' and look at what it prints\n");
    CHECK(findings_for("echo hello\n")
              .starts_with("script --list: error: inventory script: what it prints is no JSON: "));
}

TEST_CASE("a script must be executable, and its program must exist") {
    World world;
    world.load({world.write("script", "#!/bin/sh\n")});
    world.load({world.write_program("broken", "#!/nowhere/python\n")});
    CHECK(world.findings() == "error: the inventory script 'script' is not executable\n"
                              "  = hint: chmod +x script\n"
                              "error: cannot run the inventory script 'broken': No such file or directory\n"
                              "  = hint: does its first line name a program that exists?\n");
}

TEST_CASE("an executable file without a program is read as text") {
    World world;
    CHECK(names_of(world.load({world.write_program("hosts", "a\nb\n")}).hosts()) == "a b");
    CHECK(world.findings().empty());
}
