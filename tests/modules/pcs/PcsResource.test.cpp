#include "modules/pcs/PcsResource.hpp"

#include "modules/pcs/PcsStatus.hpp"
#include "modules/pcs/PcsStonithFence.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/pcs/FakeCluster.hpp"
#include "tests/modules/pcs/TestCluster.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace modules;
using namespace modules::pcs;

namespace {

const PcsResource resource;
const PcsStatus look;
const PcsStonithFence fence;

/// A promotable clone; `roles` by node.
std::string redis(const std::map<std::string, std::string>& roles) {
    std::string inside;
    for (const auto& [node, role] : roles)
        inside += running("redis", role, role == "Stopped" ? "" : node);
    return crm_mon(online_nodes({"c1", "c2", "c3"}), "<clone id=\"redis-clone\">" + inside + "</clone>");
}

std::vector<std::string> lines(const std::vector<Command>& commands) {
    std::vector<std::string> all;
    for (const Command& command : commands)
        all.push_back(fmt::format("{} {}", command.program, fmt::join(command.arguments, " ")));
    return all;
}

}  // namespace

TEST_CASE("A clone is restarted one node after the other, each when all are back, the promoted last") {
    FakeCluster cluster;
    cluster.status = redis({{"c1", "Promoted"}, {"c2", "Unpromoted"}, {"c3", "Unpromoted"}});
    int stopped_at_once = 0;
    cluster.host.on_run("crm_resource", {"--ban"}, [&](const Command& command) {
        // Nobody else may be down by then.
        stopped_at_once += cluster.status.find("Stopped") != std::string::npos ? 1 : 0;
        std::map<std::string, std::string> roles{
            {"c1", "Promoted"}, {"c2", "Unpromoted"}, {"c3", "Unpromoted"}};
        roles[command.arguments.at(4)] = "Stopped";
        cluster.status = redis(roles);
        return ProcessResult{};
    });
    // Cleared it is still down: it comes back while it is waited for.
    cluster.host.on_run("crm_resource", {"--clear"}, [&](const Command&) { return ProcessResult{}; });
    cluster.host.on_pause([&] {
        cluster.status = redis({{"c1", "Unpromoted"}, {"c2", "Promoted"}, {"c3", "Unpromoted"}});
    });
    const ModuleResult result =
        applied(resource, from_json(R"({"name": "redis", "timeout": 60})"), cluster.host);
    CHECK_FALSE(result.failure);
    CHECK(subjects(result.differences) ==
          std::vector<std::string>{"resource redis on c2", "resource redis on c3", "resource redis on c1"});
    CHECK(lines(cluster.host.ran()) ==
          std::vector<std::string>{"crm_resource --ban --resource redis-clone --node c2",
                                   "crm_resource --clear --resource redis-clone --node c2",
                                   "crm_resource --ban --resource redis-clone --node c3",
                                   "crm_resource --clear --resource redis-clone --node c3",
                                   "crm_resource --ban --resource redis-clone --node c1",
                                   "crm_resource --clear --resource redis-clone --node c1"});
    CHECK(stopped_at_once == 0);
}

TEST_CASE("An instance that does not stop is let back, and the others are left alone") {
    FakeCluster cluster;
    cluster.status = redis({{"c1", "Promoted"}, {"c2", "Unpromoted"}, {"c3", "Unpromoted"}});
    cluster.host.on_run("crm_resource", {"--ban"}, [&](const Command&) { return ProcessResult{}; });
    cluster.host.on_run("crm_resource", {"--clear"}, [&](const Command&) { return ProcessResult{}; });
    const ModuleResult result =
        applied(resource, from_json(R"({"name": "redis", "timeout": 5})"), cluster.host);
    CHECK(result.failure ==
          "5 s after it was told to, \"redis\" has not stopped on c2. The other nodes were left alone.");
    CHECK(lines(cluster.host.ran()).back() == "crm_resource --clear --resource redis-clone --node c2");
}

TEST_CASE("When one node does not come back the others are left alone") {
    FakeCluster cluster;
    cluster.status = redis({{"c1", "Promoted"}, {"c2", "Unpromoted"}, {"c3", "Unpromoted"}});
    cluster.host.on_run("crm_resource", {"--ban"}, [&](const Command&) {
        cluster.status = redis({{"c1", "Promoted"}, {"c2", "Stopped"}, {"c3", "Unpromoted"}});
        return ProcessResult{};
    });
    cluster.host.on_run("crm_resource", {"--clear"}, [&](const Command&) { return ProcessResult{}; });
    const ModuleResult result =
        applied(resource, from_json(R"({"name": "redis", "timeout": 5})"), cluster.host);
    CHECK(result.failure ==
          "5 s after its restart on c2 \"redis\" is not back: 2 of 3 instances, 1 of 1 promoted. The other "
          "nodes were left alone.");
    CHECK(cluster.host.ran().size() == 2);
}

TEST_CASE("While another instance is missing none is restarted; one that fails itself may be") {
    FakeCluster cluster;
    const std::size_t resources = cluster.cib.find("<resources/>");
    REQUIRE(resources != std::string::npos);
    cluster.cib.replace(
        resources, std::string("<resources/>").size(),
        R"(<resources><clone id="redis-clone"><primitive id="redis" class="systemd" type="redis"/></clone></resources>)");
    cluster.host.on_run("crm_resource", {"--ban"}, [&](const Command&) {
        cluster.status = redis({{"c1", "Started"}, {"c2", "Stopped"}, {"c3", "Started"}});
        return ProcessResult{};
    });
    cluster.host.on_run("crm_resource", {"--clear"}, [&](const Command&) {
        cluster.status = redis({{"c1", "Started"}, {"c2", "Started"}, {"c3", "Started"}});
        return ProcessResult{};
    });
    const Value on_c2 = from_json(R"({"name": "redis", "node": "c2", "timeout": 3})");

    cluster.status = redis({{"c1", "Stopped"}, {"c2", "Started"}, {"c3", "Started"}});
    CHECK(applied(resource, on_c2, cluster.host).failure ==
          "\"redis\" was not restarted on c2: others are missing, still after 3 s, and one at a time is "
          "enough:\n"
          "  redis: 2 of 3 started");
    CHECK(cluster.host.ran().empty());

    cluster.status = crm_mon(
        online_nodes({"c1", "c2", "c3"}),
        "<clone id=\"redis-clone\">" + running("redis", "Started", "c1") +
            R"(<resource id="redis" resource_agent="systemd:redis" role="Started" active="true" failed="true" nodes_running_on="1"><node name="c2" id="2" cached="false"/></resource>)" +
            running("redis", "Started", "c3") + "</clone>");
    CHECK_FALSE(applied(resource, on_c2, cluster.host).failure);
}

TEST_CASE("What failed on a node and is kept stopped there is restarted too, and its failure forgotten") {
    FakeCluster cluster;
    const std::string nodes = online_nodes({"c1", "c2"});
    const auto clone = [](const std::string& on_c2) {
        return "<clone id=\"redis-clone\">" + running("redis", "Started", "c1") + on_c2 + "</clone>";
    };
    cluster.status =
        crm_mon(nodes, clone(running("redis", "Stopped", "")),
                R"(<failures><failure op_key="redis_start_0" node="c2" exitstatus="error"/></failures>)");
    for (const char* step : {"--ban", "--cleanup"})
        cluster.host.on_run("crm_resource", {step}, [&](const Command&) { return ProcessResult{}; });
    cluster.host.on_run("crm_resource", {"--clear"}, [&](const Command&) {
        cluster.status = crm_mon(nodes, clone(running("redis", "Started", "c2")));
        return ProcessResult{};
    });
    const ModuleResult result =
        applied(resource, from_json(R"({"name": "redis", "node": "c2", "timeout": 3})"), cluster.host);
    CHECK_FALSE(result.failure);
    CHECK(lines(cluster.host.ran()) ==
          std::vector<std::string>{"crm_resource --ban --resource redis-clone --node c2",
                                   "crm_resource --cleanup --resource redis-clone --node c2",
                                   "crm_resource --clear --resource redis-clone --node c2"});
}

TEST_CASE("In check mode a restart says where, and does nothing; an unknown resource is an error") {
    FakeCluster cluster;
    cluster.status = redis({{"c1", "Promoted"}, {"c2", "Stopped"}});
    const ModuleResult result = checked(resource, from_json(R"({"name": "redis-clone"})"), cluster.host);
    CHECK(subjects(result.differences) == std::vector<std::string>{"resource redis-clone on c1"});
    CHECK(cluster.host.ran().empty());
    CHECK(failure_of(resource, from_json(R"({"name": "redsi"})"), cluster.host) ==
          "there is no resource \"redsi\" in the cluster; did you mean \"redis\"?");
}

TEST_CASE("Failures are cleaned up where there are any") {
    FakeCluster cluster;
    const std::string failed =
        R"(<failures><failure op_key="redis_monitor_45000" node="c1" exitstatus="not running"/>)"
        R"(<failure op_key="vip_start_0" node="c2" exitstatus="error"/></failures>)";
    const std::string resources =
        "<clone id=\"redis-clone\">" + running("redis", "Started", "c1") + "</clone>";
    cluster.status = crm_mon(online_nodes({"c1"}), resources, failed);
    cluster.host.on_run("crm_resource", {"--cleanup"}, [&](const Command&) {
        cluster.status = crm_mon(online_nodes({"c1"}), resources);
        return ProcessResult{};
    });
    const ModuleResult result =
        converges(resource, from_json(R"({"name": "redis-clone", "state": "cleaned"})"), cluster.host);
    CHECK(subjects(result.differences) ==
          std::vector<std::string>{"failed action redis_monitor_45000 on c1"});
    CHECK(lines(cluster.host.ran()) ==
          std::vector<std::string>{"crm_resource --cleanup --resource redis-clone"});
}

TEST_CASE("The status is data, and what is asked for is waited for") {
    FakeCluster cluster;
    cluster.status = crm_mon(online_nodes({"controller1"}), "", "", false);
    const ModuleResult plain = applied(look, from_json("{}"), cluster.host);
    CHECK_FALSE(plain.failure);
    CHECK_FALSE(plain.data.find("quorate")->as_boolean());
    const Value asked =
        from_json(R"({"nodes_online": ["controller1", "controller2"], "quorate": true, "timeout": 3})");
    CHECK(applied(look, asked, cluster.host).failure ==
          "after 3 s: controller2 is no node of this cluster\n  the cluster has no quorum");
    CHECK(checked(look, asked, cluster.host).unknown ==
          "controller2 is no node of this cluster\n  the cluster has no quorum");
    cluster.host.on_pause([&] {
        cluster.status = crm_mon(online_nodes({"controller1", "controller2"}), "");
    });
    CHECK_FALSE(applied(look, asked, cluster.host).failure);
    CHECK(applied(look, from_json(R"({"nodes_offline": ["controller2"]})"), cluster.host).failure == "controller2 is online");
}

TEST_CASE("A node is fenced and the history must say so") {
    FakeCluster cluster;
    std::string history;
    cluster.host.set_now(1763801664 + 100);  // 2025-11-22 08:54:24Z and a little
    cluster.host.on_run("stonith_admin", {"--history"}, [&](const Command&) {
        return ProcessResult{0, "<pacemaker-result>" + history + "</pacemaker-result>", {}, false};
    });
    const Value wanted = from_json(R"({"name": "c3", "unless_proved_within": 3600})");

    SECTION("it is fenced once, and then it is proved") {
        cluster.host.on_run("stonith_admin", {"--reboot"}, [&](const Command&) {
            history =
                R"(<fence_event action="reboot" target="c3" status="success" delegate="c1" completed="2025-11-22 08:55:30Z"/>)";
            return ProcessResult{};
        });
        const ModuleResult result = converges(fence, wanted, cluster.host);
        CHECK(lines(cluster.host.ran()) ==
              std::vector<std::string>{"stonith_admin --reboot c3 --timeout=120"});
        CHECK(result.data.find("fencing")->text_of("delegate") == "c1");
    }
    SECTION("an old, failed or other fencing proves nothing") {
        history =
            R"(<fence_event action="reboot" target="c3" status="success" completed="2025-11-22 07:50:00Z"/>)"
            R"(<fence_event action="reboot" target="c3" status="failed" completed="2025-11-22 08:54:24Z"/>)"
            R"(<fence_event action="off" target="c3" status="success" completed="2025-11-22 08:54:24Z"/>)";
        CHECK(checked(fence, wanted, cluster.host).changed);
    }
    SECTION("a time with its zone is understood") {
        history =
            R"(<fence_event action="reboot" target="c3" status="success" completed="2025-11-22 09:54:24.123456 +01:00"/>)";
        CHECK_FALSE(checked(fence, wanted, cluster.host).changed);
    }
    SECTION("success without an event in the history is a failure") {
        cluster.host.answer("stonith_admin", {"--reboot"}, "");
        CHECK(applied(fence, wanted, cluster.host).failure ==
              "stonith_admin said that c3 was fenced, but the fencing history has no such event");
    }
}
