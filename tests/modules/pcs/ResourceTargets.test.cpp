#include "modules/pcs/ResourceTargets.hpp"

#include "tests/modules/pcs/FakeCluster.hpp"
#include "tests/modules/pcs/TestCluster.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::pcs;

namespace {

std::vector<std::string> missing(const std::string& declared, const std::string& resources,
                                 std::vector<std::string> ids) {
    const Composition made = composed(declared);
    const ClusterStatus status = ClusterStatus::parsed(
        crm_mon(online_nodes({"controller1", "controller2", "controller3"}), resources));
    return missing_targets(resource_targets(made.cib, status, ids), status);
}

std::string clone(const std::string& id, const std::string& inside) {
    return "<clone id=\"" + id + "-clone\">" + inside + "</clone>";
}

}  // namespace

TEST_CASE("A clone is to run on every node that it may run on") {
    const std::string declared =
        R"({"resources": [{"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}}],)"
        R"( "node_attributes": {"controller1": {"osprole": "controller"}, "controller2": {"osprole": "controller"}},)"
        R"( "location": [{"resource": "lb-clone", "rule": "osprole eq controller", "score": 0,)"
        R"( "resource_discovery": "exclusive"}]})";
    const std::string one = running("lb", "Started", "controller1");
    CHECK(missing(declared, clone("lb", one), {"lb"}) == std::vector<std::string>{"lb: 1 of 2 started"});
    CHECK(missing(declared, clone("lb", one + running("lb", "Started", "controller2")), {"lb"}).empty());
}

TEST_CASE("A promotable clone is to be promoted as often as declared") {
    const std::string declared =
        R"({"resources": [{"id": "galera", "agent": "ocf:heartbeat:galera", "promotable": {"promoted-max": 3},)"
        R"( "attributes": {"wsrep_cluster_address": "gcomm://a,b,c"}}]})";
    CHECK(missing(declared,
                  clone("galera", running("galera", "Promoted", "controller1") +
                                      running("galera", "Unpromoted", "controller2") +
                                      running("galera", "Stopped", "")),
                  {"galera"}) == std::vector<std::string>{"galera: 2 of 3 started, 1 of 3 promoted"});
}

TEST_CASE("A ban counts, a disabled resource has no target, a failed instance does not run") {
    CHECK(missing(
              R"({"resources": [{"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}}],)"
              R"( "location": [{"resource": "lb-clone", "node": "controller3", "score": "-INFINITY"}]})",
              clone("lb", running("lb", "Started", "controller1") + running("lb", "Started", "controller2")),
              {"lb"})
              .empty());
    CHECK(
        missing(
            R"({"resources": [{"id": "d", "agent": "ocf:heartbeat:Dummy", "meta": {"target-role": "Stopped"}}]})",
            running("d", "Stopped", ""), {"d"})
            .empty());
    CHECK(
        missing(
            R"({"resources": [{"id": "d", "agent": "ocf:heartbeat:Dummy"}]})",
            R"(<resource id="d" role="Started" active="true" failed="true"><node name="controller1"/></resource>)",
            {"d"}) == std::vector<std::string>{"d: 0 of 1 started, one failed"});
}

TEST_CASE("What crm_mon says becomes data") {
    const ClusterStatus status = ClusterStatus::parsed(crm_mon(
        online_nodes({"controller1"}),
        "<clone id=\"g-clone\"><group id=\"g:0\">" + running("d", "Started", "controller1") +
            "</group></clone>",
        R"(<failures><failure op_key="d_start_0" node="controller1" exitstatus="error" exitreason="why"/></failures>)"
        R"(<fence_history><fence_event action="reboot" target="controller3" status="success" )"
        R"(delegate="controller2" completed="2026-11-22 08:54:24Z"/></fence_history>)"));
    CHECK(status.dc == "controller1");
    CHECK(status.quorate);
    REQUIRE(status.resources.size() == 1);
    CHECK(status.resources[0].clone == "g-clone");
    CHECK(status.resources[0].group == "g");
    CHECK(status.failures() == std::vector<std::string>{"d_start_0 on controller1: error (why)"});
    const Map data = status.data();
    CHECK(data.find("fencing_history")->as_list().at(0).text_of("target") == "controller3");
    CHECK(data.find("nodes")->as_list().at(0).flag("online"));
}
