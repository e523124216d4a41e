#include "interpreter/variables/VariableScope.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

Variables one(const std::string& name, const std::string& value, Position position = {}) {
    VariableMap map;
    map.set(name, value, position);
    return std::make_shared<const VariableMap>(std::move(map));
}

}  // namespace

TEST_CASE("the strongest layer wins, whatever the order of adding") {
    VariableScope scope;
    scope.add(Layer::extra_vars, one("x", "extra", {1, 2, 3}));
    scope.add(Layer::role_defaults, one("x", "default"));
    scope.add(Layer::task_vars, one("x", "task"));
    const std::optional<VariableScope::Found> found = scope.find("x");
    REQUIRE(found);
    CHECK(found->value == Value("extra"));
    CHECK(found->layer == Layer::extra_vars);
    CHECK(found->position == Position{1, 2, 3});
    CHECK_FALSE(scope.find("y"));
}

TEST_CASE("within a layer what was added last wins") {
    VariableScope scope;
    scope.add(Layer::role_defaults, one("x", "dependency"));
    scope.add(Layer::play_vars, one("x", "play"));
    scope.add(Layer::role_defaults, one("x", "role"));
    scope.set(Layer::loop, "item", "first");
    scope.set(Layer::loop, "item", "second");
    CHECK(scope.find("item")->value == Value("second"));
    const std::vector<VariableScope::Found> all = scope.all("x");
    REQUIRE(all.size() == 3);
    CHECK(all[0].value == Value("play"));
    CHECK(all[1].value == Value("role"));
    CHECK(all[2].value == Value("dependency"));
}

TEST_CASE("a scope knows the names of all its variables, each once") {
    VariableScope scope;
    scope.add(Layer::facts, nullptr);
    scope.add(Layer::facts, one("b", "1"));
    scope.add(Layer::play_vars, one("a", "1"));
    scope.add(Layer::task_vars, one("b", "2"));
    CHECK(scope.names() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("every layer has a name") {
    CHECK(layer_name(Layer::command_line_values) == "command line values");
    CHECK(layer_name(Layer::extra_vars) == "extra vars");
    CHECK(layer_name(Layer::magic) == "special variables");
}

TEST_CASE("mappings of one name are merged where the configuration asks for it, down to the first that is none") {
    VariableScope scope(HashBehaviour::merge);
    scope.set(Layer::role_defaults, "lost", Map{{"under", "what is no mapping"}});
    scope.set(Layer::play_vars, "lost", "text");
    scope.set(Layer::extra_vars, "lost", Map{{"a", 1}});
    CHECK(scope.find("lost")->value == Value(Map{{"a", 1}}));

    scope.set(Layer::role_defaults, "x", Map{{"a", 1}, {"deep", Map{{"b", 2}, {"c", 3}}}});
    scope.set(Layer::task_vars, "x", Map{{"deep", Map{{"c", 4}}}, {"list", List{5}}});
    CHECK(scope.find("x")->value ==
          Value(Map{{"a", 1}, {"deep", Map{{"b", 2}, {"c", 4}}}, {"list", List{5}}}));
    CHECK(scope.find("x")->layer == Layer::task_vars);
}
