#include "modules/rabbitmq/RabbitmqClusterState.hpp"

#include "tests/modules/rabbitmq/FakeBroker.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const RabbitmqClusterState module;

const Map whole{
    {"alarms", List{Map{{"node", "rabbit@c1"}, {"resource", "memory"}, {"type", "resource_limit"}}}},
    {"cluster_name", "c"},
    {"nodes", List{"rabbit@c1", "rabbit@c2"}},
    {"partitions", Map{}},
    {"running_nodes", List{"rabbit@c1", "rabbit@c2"}},
    {"versions", Map{}}};
const Map parted{{"alarms", List{}},
                 {"cluster_name", "c"},
                 {"nodes", List{"rabbit@c1", "rabbit@c2"}},
                 {"partitions", Map{{"rabbit@c1", List{"rabbit@c2"}}}},
                 {"running_nodes", List{"rabbit@c1", "rabbit@c2"}},
                 {"versions", Map{}}};

}  // namespace

TEST_CASE("A cluster is told as data, alarms and partitions too") {
    FakeHost host;
    FakeBroker broker(host);
    CHECK(
        already_converged(module, Map{}, host).data.find("versions")->as_map().find("rabbit@c1")->as_text() ==
        "3.10.8");
    broker.cluster = whole;
    const Map data = already_converged(module, Map{}, host).data;
    CHECK(*data.find("running") == Value(true));
    CHECK(*data.find("cluster_name") == Value("c"));
    CHECK(*data.find("nodes") == Value(List{"rabbit@c1", "rabbit@c2"}));
    CHECK(*data.find("running_nodes") == Value(List{"rabbit@c1", "rabbit@c2"}));
    CHECK(data.find("alarms")->as_list().at(0).text_of("resource") == "memory");
    broker.running = false;
    CHECK(*already_converged(module, Map{}, host).data.find("running") == Value(false));
}

TEST_CASE("Nodes are waited for until as many run and none is parted from another") {
    FakeHost host;
    FakeBroker broker(host);
    int looks = 0;
    host.on_pause([&] { broker.cluster = ++looks == 1 ? parted : whole; });
    const ModuleResult result = applied(module, Map{{"wait_for_nodes", 2}}, host);
    CHECK(!result.failure);
    CHECK(!result.changed);
    CHECK(host.now() == 1700000001);
    CHECK(host.progress() ==
          std::vector<std::string>{"1 of 2 nodes run: rabbit@c1",
                                   R"(the cluster is parted: {"rabbit@c1": ["rabbit@c2"]})"});
}

TEST_CASE("A wait that is over says what is missing; check mode does not wait") {
    FakeHost host;
    FakeBroker broker(host);
    const Value wanted = Map{{"wait_for_nodes", 3}, {"timeout", 4}};
    CHECK(checked(module, wanted, host).unknown == "1 of 3 nodes run: rabbit@c1");
    CHECK(host.now() == 1700000000);
    const ModuleResult result = applied(module, wanted, host);
    CHECK(result.failure == "after 4 s: 1 of 3 nodes run: rabbit@c1");
    CHECK(*result.data.find("running_nodes") == Value(List{"rabbit@c1"}));
    CHECK(host.now() == 1700000004);
}
