#include "modules/pcs/PcsClusterState.hpp"

#include "modules/value/Json.hpp"
#include "tests/modules/pcs/FakeCluster.hpp"
#include "tests/modules/pcs/TestCluster.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::pcs;

namespace {

const PcsClusterState module;

Value vips(const std::string& rest = {}) {
    return from_json(
        R"({"resources": [{"id": "vip-a", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.1"}},)"
        R"( {"id": "vip-b", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.2"}}],)"
        R"( "order": [{"first": "vip-a", "then": "vip-b"}])" +
        rest + "}");
}

std::size_t asked(const FakeHost& host, const std::string& program) {
    std::size_t count = 0;
    for (const Command& command : host.queried())
        count += command.program == program ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("The list is pushed once, as one patch, and then holds") {
    FakeCluster cluster;
    const ModuleResult result = converges(module, vips(), cluster.host);
    CHECK(subjects(result.differences) ==
          std::vector<std::string>{"resource vip-a", "resource vip-b", "order order-vip-a-vip-b-mandatory"});
    CHECK(cluster.patches == 1);
}

TEST_CASE("A look that finds nothing to do starts one process, with wait two") {
    FakeCluster cluster;
    REQUIRE_FALSE(applied(module, vips(), cluster.host).failure);
    cluster.status = crm_mon(online_nodes({"controller1"}), running("vip-a", "Started", "controller1") +
                                                                running("vip-b", "Started", "controller1"));
    const std::size_t before = cluster.host.queried().size();
    CHECK_FALSE(applied(module, vips(), cluster.host).changed);
    CHECK(cluster.host.queried().size() - before == 1);
    CHECK_FALSE(applied(module, vips(R"(, "wait": 10)"), cluster.host).changed);
    CHECK(cluster.host.queried().size() - before == 3);
}

TEST_CASE("Agents are asked once, also by later runs, until they change") {
    FakeCluster cluster;
    REQUIRE_FALSE(applied(module, vips(), cluster.host).failure);
    const std::size_t before = asked(cluster.host, "crm_resource");
    REQUIRE_FALSE(checked(module, vips(), cluster.host).failure);
    CHECK(asked(cluster.host, "crm_resource") == before);
    cluster.host.add_file("/usr/lib/ocf/resource.d/heartbeat/IPaddr2", "#!/bin/sh\n# a newer one\n");
    REQUIRE_FALSE(checked(module, vips(), cluster.host).failure);
    CHECK(asked(cluster.host, "crm_resource") == before + 1);
}

TEST_CASE("When somebody else is faster the list is composed again on what is there then") {
    FakeCluster cluster;
    int others = 2;
    cluster.before_patch = [&] {
        if (others-- > 0) cluster.changed_by_another();
    };
    const ModuleResult result = applied(module, vips(), cluster.host);
    CHECK_FALSE(result.failure);
    CHECK(cluster.patches == 3);
    CHECK_FALSE(checked(module, vips(), cluster.host).changed);
}

TEST_CASE("After five tries it gives up and says so") {
    FakeCluster cluster;
    cluster.before_patch = [&] { cluster.changed_by_another(); };
    const ModuleResult result = applied(module, vips(), cluster.host);
    REQUIRE(result.failure);
    CHECK(*result.failure ==
          "somebody else changed the cluster's configuration at each of 5 tries; nothing was pushed. "
          "Find out who (crm_mon shows the last change) and run this again");
    CHECK(cluster.patches == 5);
    CHECK_FALSE(result.changed);
}

TEST_CASE("What Pacemaker would not take is not pushed, and shows no password") {
    FakeCluster cluster;
    const Value wanted = from_json(
        R"({"stonith": [{"id": "f", "agent": "fence_ipmilan", "attributes": {"ip": "10.0.0.9", "password": "sesame-open"}}]})");
    bool first = true;
    cluster.host.on_run("crm_verify", {}, [&](const Command& command) {
        const bool composed = command.input.find("sesame-open") != std::string::npos;
        first = false;
        return composed ? ProcessResult{78,
                                        {},
                                        "(unpack)\terror: bad value sesame-open\n(old) \terror: no STONITH\n",
                                        false}
                        : ProcessResult{78, {}, "(old) \terror: no STONITH\n", false};
    });
    CHECK(failure_of(module, wanted, cluster.host) ==
          "Pacemaker would not take this configuration (crm_verify); nothing was changed:\n  bad value "
          "(hidden)");
    CHECK(cluster.patches == 0);
}

TEST_CASE("Mistakes that were there before are warnings") {
    FakeCluster cluster;
    cluster.complaint = "(unpack_resources) \terror: no STONITH resources have been defined\n";
    const ModuleResult result = applied(module, vips(), cluster.host);
    CHECK_FALSE(result.failure);
    CHECK(result.warnings == std::vector<std::string>{"crm_verify: no STONITH resources have been defined"});
    CHECK(cluster.patches == 1);
}

TEST_CASE("Passwords are in no argument of a program") {
    FakeCluster cluster;
    const Value wanted = from_json(
        R"({"stonith": [{"id": "f", "agent": "fence_ipmilan", "attributes": {"ip": "10.0.0.9", "password": "sesame-open"}}]})");
    REQUIRE_FALSE(applied(module, wanted, cluster.host).failure);
    for (const std::vector<Command>& commands : {cluster.host.ran(), cluster.host.queried()})
        for (const Command& command : commands)
            for (const std::string& argument : command.arguments)
                CHECK(argument.find("sesame-open") == std::string::npos);
}

TEST_CASE("Where the cluster does not run, check mode cannot know and a run fails") {
    FakeCluster cluster;
    cluster.host.answer("cibadmin", {"--query"}, "", 102, "cibadmin: Could not connect to the CIB\n");
    const ModuleResult looked = checked(module, vips(), cluster.host);
    CHECK(looked.unknown == "the cluster does not run here: cibadmin: Could not connect to the CIB");
    CHECK_FALSE(looked.failure);
    CHECK(applied(module, vips(), cluster.host).failure ==
          "the cluster does not run here: cibadmin: Could not connect to the CIB");
}

TEST_CASE("After a push it waits until the resources run") {
    FakeCluster cluster;
    cluster.status = crm_mon(online_nodes({"controller1"}),
                             running("vip-a", "Stopped", "") + running("vip-b", "Stopped", ""));
    cluster.host.on_pause([&] {
        cluster.status =
            crm_mon(online_nodes({"controller1"}),
                    running("vip-a", "Started", "controller1") + running("vip-b", "Started", "controller1"));
    });
    const ModuleResult result = applied(module, vips(R"(, "wait": 30)"), cluster.host);
    CHECK_FALSE(result.failure);
    CHECK(cluster.host.progress() ==
          std::vector<std::string>{"vip-a: 0 of 1 started; vip-b: 0 of 1 started"});
}

TEST_CASE("A unit that failed is quoted with its last words") {
    FakeCluster cluster;
    cluster.host.answer("crm_resource", {"--show-metadata", "systemd:haproxy"},
                        R"(<resource-agent name="haproxy"><parameters/><actions/></resource-agent>)");
    cluster.host.answer("journalctl", {"--no-pager", "--output=cat", "--lines=8", "--unit", "haproxy"},
                        "Cannot raise FD limit to 20040, limit is 16384.\n");
    cluster.status =
        crm_mon(online_nodes({"controller1"}), running("lb", "Stopped", ""),
                R"(<failures><failure op_key="lb_start_0" node="controller1" exitstatus="error" )"
                R"(exitreason="failed" last-rc-change="x"/></failures>)");
    const ModuleResult result =
        applied(module, from_json(R"({"resources": [{"id": "lb", "agent": "systemd:haproxy"}], "wait": 3})"),
                cluster.host);
    CHECK(result.failure ==
          "after 3 s the cluster has not reached what was asked for:\n  lb: 0 of 1 started\n"
          "failed actions:\n  lb_start_0 on controller1: error (failed)\n"
          "the last words of haproxy on this host:\nCannot raise FD limit to 20040, limit is 16384.\n");
}

TEST_CASE("A wait in vain names what is missing and the failed actions with their reasons; the push stays") {
    FakeCluster cluster;
    cluster.status =
        crm_mon(online_nodes({"controller1"}),
                running("vip-a", "Started", "controller1") + running("vip-b", "Stopped", ""),
                R"(<failures><failure op_key="vip-b_start_0" node="controller1" exitstatus="error" )"
                R"(exitreason="[findif] failed" last-rc-change="x"/></failures>)");
    const ModuleResult result = applied(module, vips(R"(, "wait": 3)"), cluster.host);
    CHECK(result.failure ==
          "after 3 s the cluster has not reached what was asked for:\n  vip-b: 0 of 1 started\n"
          "failed actions:\n  vip-b_start_0 on controller1: error ([findif] failed)");
    CHECK(result.changed);
    CHECK(result.differences.size() == 3);
}
