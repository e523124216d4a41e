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

TEST_CASE("A view of a host tells it what it learns, and does not see what others tell it") {
    Host host;
    HostState state(host, 3);
    state.set(Layer::set_facts, "colour", "red");
    state.add_facts({{"ansible_hostname", "one"}});
    Learned before;
    before.set_facts.set("shape", "round");
    HostState view(state, 7, state, before, nullptr);
    HostState beside(state, 8, state, {}, nullptr);
    CHECK(view.index() == 7);
    CHECK(view.is_view());
    CHECK_FALSE(state.is_view());
    CHECK(scope_of(view).find("colour")->value == Value("red"));
    CHECK(scope_of(view).find("shape")->value == Value("round"));
    CHECK(scope_of(view).find("ansible_hostname")->value == Value("one"));
    CHECK_FALSE(scope_of(state).find("shape"));

    view.set(Layer::set_facts, "size", 5);
    view.set(Layer::include_vars, "place", "here");
    view.add_facts({{"ansible_kernel", "6"}});
    CHECK(scope_of(state).find("size")->value == Value(5));
    CHECK(scope_of(state).find("place")->value == Value("here"));
    CHECK(scope_of(state).find("ansible_kernel")->value == Value("6"));
    CHECK_FALSE(scope_of(beside).find("size"));
    CHECK(view.learned().set_facts.size() == 1);
    CHECK(view.learned().include_vars.contains("place"));
    CHECK(view.learned().facts.contains("ansible_kernel"));
}

TEST_CASE("A view has its own standing, and may see other hosts by their views") {
    Host host;
    Host other;
    HostState state(host, 0);
    HostState other_state(other, 1);
    const HostState other_view(other_state, 2, other_state, {}, nullptr);
    HostState view(state, 3, state, {}, [&](const Host& asked) { return &asked == &other ? &other_view : nullptr; });
    view.standing = Standing::failed;
    CHECK(state.standing == Standing::active);
    CHECK(view.seen_from_here(host) == &view);
    CHECK(view.seen_from_here(other) == &other_view);
}

TEST_CASE("What is learned later wins") {
    Learned learned;
    learned.set_facts.set("a", 1);
    learned.set_facts.set("b", 1);
    Learned later;
    later.set_facts.set("b", 2);
    later.facts.set("c", 3);
    learned.add(later);
    CHECK(Value(learned.set_facts) == Value(Map{{"a", 1}, {"b", 2}}));
    CHECK(learned.facts.contains("c"));
}

TEST_CASE("Lazy mappings are made plain before they are kept") {
    const Value lazy = Value::lazy(std::make_shared<Countdown>());
    const Value kept = settled(List{Map{{"inside", lazy}}});
    const Value inside = *kept.as_list().front().get("inside");
    CHECK_FALSE(inside.is_lazy());
    CHECK(inside == Value(Map{{"three", "three"}, {"two", "two"}}));
}

TEST_CASE("Facts that a view forgot are unknown to the views after it") {
    Host host;
    HostState state(host, 0);
    state.add_facts({{"ansible_kernel", "6"}, {"ansible_hostname", "one"}});
    const HostState known(state, 0, state, {}, nullptr);
    HostState view(state, 1, known, {}, nullptr);
    view.clear_facts();
    view.add_facts({{"ansible_kernel", "7"}});
    Learned learned;
    learned.facts.set("custom", 1);
    learned.add(view.learned());
    const HostState later(state, 2, known, learned, nullptr);
    CHECK(scope_of(later).find("ansible_kernel")->value == Value("7"));
    CHECK_FALSE(scope_of(later).find("ansible_hostname"));
    CHECK_FALSE(scope_of(later).find("custom"));
}
