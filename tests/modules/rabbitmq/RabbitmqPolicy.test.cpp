#include "modules/rabbitmq/RabbitmqPolicy.hpp"

#include "modules/rabbitmq/RabbitmqVhost.hpp"
#include "tests/modules/rabbitmq/FakeBroker.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const RabbitmqPolicy policy;
const RabbitmqVhost vhost;

}  // namespace

TEST_CASE("A policy is set, its definition compared by meaning, and cleared") {
    FakeHost host;
    FakeBroker broker(host);
    const Value wanted = Map{{"name", "ha-all"},
                             {"pattern", "^(?!amq\\.).*"},
                             {"tags", Map{{"ha-mode", "all"}, {"message-ttl", 5}}},
                             {"apply_to", "queues"},
                             {"priority", "3"}};
    CHECK(converges(policy, wanted, host).differences.at(0).subject == "policy ha-all of /");
    CHECK(broker.commands.size() > 2);
    Map& kept = broker.policies.at({"/", "ha-all"});
    CHECK(*kept.find("pattern") == Value("^(?!amq\\.).*"));
    kept.set("definition", Map{{"message-ttl", 5}, {"ha-mode", "all"}});
    already_converged(policy, wanted, host);
    kept.set("priority", 0);
    const ModuleResult mended = converges(policy, wanted, host);
    CHECK(*mended.differences.at(0).before.as_map().find("priority") == Value(0));
    converges(policy, Map{{"name", "ha-all"}, {"state", "absent"}}, host);
    CHECK(broker.policies.empty());
}

TEST_CASE("What a broker refuses is said in its words") {
    FakeHost host;
    FakeBroker broker(host);
    const Value wanted = Map{{"name", "x"}, {"pattern", ".*"}, {"tags", Map{{"nope", "all"}}}};
    CHECK(applied(policy, wanted, host).failure ==
          "rabbitmqctl set_policy failed (status 69): Validation failed "
          "[{<<\"nope\">>,<<\"all\">>}] are not recognised policy settings");
    CHECK(failure_of(policy, Map{{"name", "x"}}, host) == "pattern and tags are required for state=present");
}

TEST_CASE("A policy of a virtual host that is not there waits for it in check mode, and is absent anyway") {
    FakeHost host;
    const FakeBroker broker(host);
    const Value wanted =
        Map{{"name", "x"}, {"vhost", "v"}, {"pattern", ".*"}, {"tags", Map{{"ha-mode", "all"}}}};
    const std::string reason = "there is no virtual host v";
    CHECK(checked(policy, wanted, host).unknown == reason);
    CHECK(applied(policy, wanted, host).failure == reason);
    already_converged(policy, Map{{"name", "x"}, {"vhost", "v"}, {"state", "absent"}}, host);
}

TEST_CASE("A virtual host is made, traced, no longer traced and removed") {
    FakeHost host;
    FakeBroker broker(host);
    converges(vhost, Map{{"name", "a b"}, {"tracing", true}}, host);
    CHECK(broker.vhosts.at("a b"));
    converges(vhost, Map{{"name", "a b"}}, host);
    CHECK(!broker.vhosts.at("a b"));
    converges(vhost, Map{{"vhost", "a b"}, {"state", "absent"}}, host);
    CHECK(!broker.vhosts.contains("a b"));
}
