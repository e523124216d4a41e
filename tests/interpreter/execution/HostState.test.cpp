#include "interpreter/execution/HostState.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

VariableScope scope_of(const HostState& host) {
    VariableScope scope;
    for (const auto& [layer, variables] : host.layers())
        scope.add(layer, variables);
    return scope;
}

class Countdown final : public modules::LazyMap {
  public:
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override {
        return Value(std::string(key));
    }
    [[nodiscard]] std::vector<std::string> keys() const override { return {"three", "two"}; }
};

}  // namespace

TEST_CASE("Facts stand under their names and, without the prefix, in ansible_facts") {
    Host host;
    HostState state(host, 0);
    state.add_facts({{"ansible_hostname", "controller1"}});
    state.add_facts({{"ansible_kernel", "6.1"}, {"custom", 7}});
    const VariableScope scope = scope_of(state);
    CHECK(scope.find("ansible_hostname")->value == Value("controller1"));
    const Value facts = scope.find("ansible_facts")->value;
    CHECK(facts == Value(Map{{"hostname", "controller1"}, {"kernel", "6.1"}, {"custom", 7}}));
}

TEST_CASE("A reader keeps the variables that it saw") {
    Host host;
    HostState state(host, 0);
    state.set(Layer::set_facts, "colour", "red");
    const VariableScope before = scope_of(state);
    state.set(Layer::set_facts, "colour", "blue");
    CHECK(before.find("colour")->value == Value("red"));
    CHECK(scope_of(state).find("colour")->value == Value("blue"));
}

TEST_CASE("What is set is stronger than what was included, and that than facts") {
    Host host;
    HostState state(host, 0);
    state.add_facts({{"colour", "fact"}});
    CHECK(scope_of(state).find("colour")->value == Value("fact"));
    state.set(Layer::include_vars, "colour", "included");
    CHECK(scope_of(state).find("colour")->value == Value("included"));
    state.set(Layer::set_facts, "colour", "set");
    CHECK(scope_of(state).find("colour")->value == Value("set"));
}

TEST_CASE("Lazy mappings are made plain before they are kept") {
    const Value lazy = Value::lazy(std::make_shared<Countdown>());
    const Value kept = settled(List{Map{{"inside", lazy}}});
    const Value inside = *kept.as_list().front().get("inside");
    CHECK_FALSE(inside.is_lazy());
    CHECK(inside == Value(Map{{"three", "three"}, {"two", "two"}}));
}
