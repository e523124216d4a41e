// What counts as a difference, what is left alone, what is refused.

#include "modules/value/Json.hpp"
#include "tests/modules/pcs/TestCluster.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::pcs;

namespace {

const char* const vip =
    R"({"id": "vip-db", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.1"}})";

std::string resources(const std::string& list, const std::string& rest = {}) {
    return "{\"resources\": [" + list + "]" + (rest.empty() ? "" : ", " + rest) + "}";
}

/// The CIB in which the declaration holds.
std::string with(const std::string& json) {
    return composed(json).cib.text();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t place = text.find(what);
    REQUIRE(place != std::string::npos);
    return text.replace(place, what.size(), by);
}

}  // namespace

TEST_CASE("A new resource is one difference with all that it is") {
    const Composition made = composed(resources(vip));
    REQUIRE(subjects(made.differences) == std::vector<std::string>{"resource vip-db"});
    CHECK(made.differences[0].before.is_null());
    CHECK(
        to_json(made.differences[0].after) ==
        R"({"ip": "10.0.0.1", "operation monitor 10s": "timeout=20s", "operation start 0s": "timeout=20s", )"
        R"("operation stop 0s": "timeout=20s", "resource agent": "ocf:heartbeat:IPaddr2"})");
}

TEST_CASE("Of a changed resource only what differs is shown, and ids stay") {
    const std::string cib = with(resources(vip));
    const Composition made = composed(
        resources(
            R"({"id": "vip-db", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.2", "nic": "eth1"},)"
            R"( "operations": [{"name": "monitor", "interval": "30s"}]})"),
        cib);
    REQUIRE(subjects(made.differences) == std::vector<std::string>{"resource vip-db"});
    CHECK(to_json(made.differences[0].before) ==
          R"({"ip": "10.0.0.1", "operation monitor 10s": "timeout=20s"})");
    CHECK(to_json(made.differences[0].after) ==
          R"({"ip": "10.0.0.2", "nic": "eth1", "operation monitor 30s": "yes"})");
    CHECK(canonical(made.cib.text()).find("id=vip-db-instance_attributes-ip name=ip value=10.0.0.2") !=
          std::string::npos);
}

TEST_CASE("An attribute that is no longer declared goes; operations go back to the agent's defaults") {
    const std::string cib = with(resources(
        R"({"id": "vip-db", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.1", "nic": "x"},)"
        R"( "operations": [{"name": "monitor", "interval": "5s"}]})"));
    const Composition made = composed(resources(vip), cib);
    REQUIRE(made.differences.size() == 1);
    CHECK(to_json(made.differences[0].before) == R"({"nic": "x", "operation monitor 5s": "yes"})");
    CHECK(to_json(made.differences[0].after) == R"({"operation monitor 10s": "timeout=20s"})");
}

TEST_CASE("Values that mean the same are no difference") {
    const std::string declared =
        R"({"properties": {"cluster-recheck-interval": "60s", "stonith-enabled": true},)"
        R"( "resources": [{"id": "d", "agent": "ocf:heartbeat:Dummy", "meta": {"failure-timeout": "2min"},)"
        R"( "operations": [{"name": "monitor", "interval": "30s", "role": "Started"}], "clone": {"interleave": true}},)"
        R"( {"id": "e", "agent": "ocf:heartbeat:Dummy"}],)"
        R"( "order": [{"first": "e", "then": "d-clone", "kind": "Mandatory"}],)"
        R"( "colocation": [{"resource": "e", "with": "d-clone"}]})";
    std::string cib = with(declared);
    cib = replaced(cib, R"(name="cluster-recheck-interval" value="60s")",
                   R"(name="cluster-recheck-interval" value="1min")");
    cib = replaced(cib, R"(name="stonith-enabled" value="true")", R"(name="stonith-enabled" value="yes")");
    cib = replaced(cib, R"(name="failure-timeout" value="2min")", R"(name="failure-timeout" value="120")");
    cib = replaced(cib, R"(interval="30s")", R"(interval="30")");
    cib = replaced(cib, R"(kind="Mandatory" )", R"(require-all="true" )");
    cib = replaced(cib, R"(score="INFINITY")", R"(score="+INFINITY" rsc-role="Started")");
    const Composition made = composed(declared, cib);
    CHECK(subjects(made.differences) == std::vector<std::string>{});
    CHECK(unlike(made.cib.text(), cib) == "");
}

TEST_CASE("What the list does not name is left alone") {
    const std::string others = with(resources(
        std::string(vip) +
            R"(, {"id": "other", "agent": "ocf:heartbeat:Dummy", "meta": {"target-role": "Stopped"}})",
        R"("properties": {"maintenance-mode": false, "redis_REPL_INFO": "controller1"},)"
        R"( "node_attributes": {"controller1": {"weather": "fine"}},)"
        R"( "location": [{"resource": "other", "node": "controller2", "score": 5}])"));
    const Composition made = composed(
        resources(
            vip,
            R"("properties": {"stonith-enabled": true}, "node_attributes": {"controller1": {"rack": 1}})"),
        others);
    CHECK(subjects(made.differences) ==
          std::vector<std::string>{"property stonith-enabled", "node controller1"});
    for (const char* kept : {"redis_REPL_INFO", "weather", "location-other-controller2-5", "target-role"})
        CHECK(made.cib.text().find(kept) != std::string::npos);
}

TEST_CASE("A resource that somebody disabled stays so, with a warning") {
    const std::string cib = with(
        resources(R"({"id": "vip-db", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"ip": "10.0.0.1"},)"
                  R"( "meta": {"target-role": "Stopped"}})"));
    const Composition made = composed(resources(vip), cib);
    CHECK(made.differences.empty());
    CHECK(made.warnings ==
          std::vector<std::string>{"resource vip-db is disabled (target-role=Stopped), which the list "
                                   "does not say; it is left so"});
}

TEST_CASE("A null takes one entry out") {
    const std::string cib =
        with(resources(vip, R"("properties": {"batch-limit": 5, "stonith-enabled": true})"));
    const Composition made = composed(R"({"properties": {"batch-limit": null}})", cib);
    REQUIRE(subjects(made.differences) == std::vector<std::string>{"property batch-limit"});
    CHECK(made.differences[0].after.is_null());
    CHECK(made.cib.text().find("batch-limit") == std::string::npos);
}

TEST_CASE("A null has a clone that somebody disabled run again") {
    const std::string lb = R"({"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {"target-role": )";
    const Composition made = composed(resources(lb + "null}}"), with(resources(lb + R"("Stopped"}})")));
    CHECK(subjects(made.differences) == std::vector<std::string>{"resource lb"});
    CHECK(made.cib.text().find("target-role") == std::string::npos);
    CHECK(made.warnings.empty());
}

TEST_CASE("A constraint deleted by hand is the one difference") {
    const std::string declared =
        resources(std::string(vip) + R"(, {"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}})",
                  R"("order": [{"first": "vip-db", "then": "lb-clone", "kind": "Optional"}],)"
                  R"( "colocation": [{"resource": "vip-db", "with": "lb-clone"}])");
    CibDocument cib(with(declared));
    cib.remove(cib.find("colocation-vip-db-lb-clone-INFINITY"));
    const Composition made = composed(declared, cib.text());
    CHECK(subjects(made.differences) ==
          std::vector<std::string>{"colocation colocation-vip-db-lb-clone-INFINITY"});
}

TEST_CASE("A constraint that differs is replaced by the one that pcs would make") {
    const std::string both =
        std::string(vip) + R"(, {"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}})";
    const std::string cib = with(resources(
        both, R"("order": [{"first": "vip-db", "then": "lb-clone", "kind": "Optional"}],)"
              R"( "location": [{"resource": "lb-clone", "rule": "osprole eq controller", "score": 0}])"));
    const Composition made = composed(
        resources(both,
                  R"("order": [{"first": "vip-db", "then": "lb-clone"}],)"
                  R"( "location": [{"resource": "lb-clone", "rule": "osprole eq controller", "score": 0,)"
                  R"( "resource_discovery": "exclusive"}])"),
        cib);
    REQUIRE(subjects(made.differences) ==
            std::vector<std::string>{"order order-vip-db-lb-clone-mandatory", "location location-lb-clone"});
    CHECK(to_json(made.differences[0].before) == R"({"kind": "Optional"})");
    CHECK(to_json(made.differences[0].after) == R"({"kind": "Mandatory"})");
    CHECK(to_json(made.differences[1].before) == R"({"resource-discovery": "always"})");
    CHECK(to_json(made.differences[1].after) == R"({"resource-discovery": "exclusive"})");
    CHECK(made.cib.text().find("order-vip-db-lb-clone-Optional") == std::string::npos);
}

TEST_CASE("What an operator's move or ban left is never taken for ours") {
    CibDocument cib(with(resources(vip)));
    pugi::xml_node ban =
        cib.add(cib.section_made("constraints"), "rsc_location", "cli-ban-vip-db-on-controller1");
    for (const auto& [name, value] :
         {std::pair{"rsc", "vip-db"}, {"node", "controller1"}, {"score", "-INFINITY"}})
        ban.append_attribute(name).set_value(value);
    const Composition made = composed(
        resources(vip, R"("location": [{"resource": "vip-db", "node": "controller1", "score": 20}])"),
        cib.text());
    CHECK(subjects(made.differences) == std::vector<std::string>{"location location-vip-db-controller1-20"});
    CHECK(made.cib.find("cli-ban-vip-db-on-controller1"));
}

TEST_CASE("An absent resource takes with it whatever refers to it") {
    const std::string cib = with(resources(
        std::string(vip) + R"(, {"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}})",
        R"("stonith": [{"id": "f1", "agent": "fence_dummy"}, {"id": "f2", "agent": "fence_dummy"}],)"
        R"( "stonith_levels": [{"level": 1, "target": "controller1", "devices": ["f1", "f2"]},)"
        R"( {"level": 2, "target": "controller1", "devices": ["f1"]}],)"
        R"( "order": [{"first": "vip-db", "then": "lb-clone"}])"));
    const Composition made = composed(
        R"({"resources": [{"id": "lb", "state": "absent"}], "stonith": [{"id": "f1", "state": "absent"}]})",
        cib);
    CHECK(subjects(made.differences) ==
          std::vector<std::string>{"stonith f1", "stonith level fl-controller1-1",
                                   "stonith level fl-controller1-2", "resource lb",
                                   "order order-vip-db-lb-clone-mandatory"});
    CHECK_FALSE(made.cib.find("lb-clone"));
    CHECK(std::string(made.cib.find("fl-controller1-1").attribute("devices").value()) == "f2");
    CHECK(
        composed(R"({"resources": [{"id": "lb", "state": "absent"}]})", made.cib.text()).differences.empty());
}

TEST_CASE("A resource becomes a clone, promotable, and a plain one again") {
    const auto dummy = [](const std::string& rest) {
        return resources(R"({"id": "d", "agent": "ocf:heartbeat:Dummy")" + rest + "}");
    };
    const Composition cloned = composed(dummy(R"(, "clone": {"interleave": true})"), with(dummy("")));
    REQUIRE(cloned.differences.size() == 1);
    CHECK(to_json(cloned.differences[0].after) ==
          R"({"clone meta interleave": "true", "cloned as": "plain"})");
    const Composition promotable =
        composed(dummy(R"(, "promotable": {"promoted-max": 2})"), cloned.cib.text());
    REQUIRE(promotable.differences.size() == 1);
    CHECK(to_json(promotable.differences[0].before) == R"({"cloned as": "plain"})");
    CHECK(to_json(promotable.differences[0].after) ==
          R"({"clone meta promoted-max": "2", "cloned as": "promotable"})");
    const Composition plain = composed(dummy(R"(, "clone": {})"), promotable.cib.text());
    CHECK(subjects(plain.differences) == std::vector<std::string>{"resource d"});
    const Composition single = composed(dummy(""), plain.cib.text());
    CHECK_FALSE(single.cib.find("d-clone"));
    CHECK(unlike(single.cib.text(), with(dummy(""))) == "");
}

TEST_CASE("Passwords, keys and secrets are in no difference") {
    const std::string before = with(
        R"({"stonith": [{"id": "f", "agent": "fence_ipmilan", "attributes": {"ip": "10.0.0.9", "password": "first-word"}}]})");
    Map attributes{
        {"ip", "10.0.0.9"}, {"password", "second-word"}, {"username", Value::secret("hidden-user")}};
    TestAgents agents;
    const Composition made = compose(
        before,
        wanted_from(
            Map{{"stonith", List{Map{{"id", "f"}, {"agent", "fence_ipmilan"}, {"attributes", attributes}}}}}),
        agents);
    REQUIRE(made.differences.size() == 1);
    CHECK(to_json(made.differences[0].before) == R"({"password": "hidden, as it was"})");
    CHECK(to_json(made.differences[0].after) ==
          R"({"password": "hidden, changed", "username": "hidden, changed"})");
    for (const char* name : {"passwd", "admin_password", "wsrep_sst_key", "token", "secret_key", "pass"})
        CHECK(names_a_secret(name));
    for (const char* name : {"ip", "username", "pcmk_host_list", "compass"})
        CHECK_FALSE(names_a_secret(name));
}

TEST_CASE("What cannot be is refused with its place and a hint") {
    CHECK(composing_fails_with(R"({"resources": [{"agent": "ocf:heartbeat:Dummy"}]})") ==
          R"(resources[0]: "id" is missing)");
    CHECK(
        composing_fails_with(resources(R"({"id": "a b", "agent": "ocf:heartbeat:Dummy"})")) ==
        R"(resources[0] "a b": an id begins with a letter and holds letters, digits, "-", "_" and "." only)");
    CHECK(
        composing_fails_with(resources(R"({"id": "a", "agent": "Dummy"})")) ==
        R"(resources[0] "a": "Dummy" is no agent's name; expected ocf:PROVIDER:TYPE, systemd:UNIT or stonith:TYPE)");
    CHECK(composing_fails_with(resources(R"({"id": "a", "agent": "ocf:heartbeat:Dummy", "cloned": {}})")) ==
          R"(resources[0] "a": unknown key "cloned"; did you mean "clone"?)");
    CHECK(
        composing_fails_with(resources(R"({"id": "a", "agent": "ocf:openstack:NovaEvacuate"})")) ==
        R"(resources[0] "a": the agent ocf:openstack:NovaEvacuate is not installed here; install it, or say "force: true")");
    CHECK(composing_fails_with(
              resources(R"({"id": "a", "agent": "ocf:heartbeat:IPaddr2", "attributes": {"nik": "eth1"}})")) ==
          "resources[0] \"a\": ocf:heartbeat:IPaddr2 has no attribute \"nik\"; did you mean \"nic\"?\n"
          "  ocf:heartbeat:IPaddr2 needs the attribute \"ip\"");
    CHECK(composing_fails_with(resources(vip, R"("order": [{"first": "vip-bd", "then": "vip-db"}])")) ==
          R"(order[0]: "vip-bd" is neither in the cluster nor in this list; did you mean "vip-db"?)");
    CHECK(composing_fails_with(
              resources(std::string(vip) + R"(, {"id": "lb", "agent": "ocf:heartbeat:Dummy", "clone": {}})",
                        R"("colocation": [{"resource": "vip-db", "with": "lb"}])")) ==
          R"(colocation[0]: "lb" is cloned, and a constraint holds for the clone: write "lb-clone")");
    CHECK(composing_fails_with(
              resources(vip, R"("location": [{"resource": "vip-db", "rule": "osprole == x"}])")) ==
          R"(location[0]: rule "osprole == x": expected eq, ne, lt, gt, lte or gte after "osprole")");
    CHECK(
        composing_fails_with(R"({"node_attributes": {"compute1": {"osprole": "compute"}}})") ==
        R"(node_attributes: there is no node "compute1" in the cluster; it has controller1, controller2, controller3)");
    CHECK(
        composing_fails_with(
            R"({"stonith_levels": [{"level": 1, "target": "controller1", "devices": ["fence-controller1"]}]})") ==
        R"(stonith_levels[0]: there is no fence device "fence-controller1" in the cluster or in this list)");
    CHECK(composing_fails_with(resources(vip,
                                         R"("order": [{"first": "vip-db", "then": "vip-db"},)"
                                         R"( {"first": "vip-db", "then": "vip-db", "kind": "Optional"}])")) ==
          "order[1]: another entry ties the same things together; each would undo what the other asks for");
    CHECK(
        composing_fails_with(resources(
            R"({"id": "a", "agent": "ocf:heartbeat:Dummy", "operations":)"
            R"( [{"name": "monitor", "interval": "10s"}, {"name": "monitor", "interval": 10}]})")) ==
        R"(resources[0] "a": two operations "monitor" with the interval 10; Pacemaker tells them apart by it, so let )"
        R"(one differ by a second)");
}

TEST_CASE("Without an agent's metadata its default operations are left as they are") {
    const std::string declared = resources(
        R"({"id": "x", "agent": "ocf:site:thing", "force": true, "operations": [{"name": "start", "timeout": "9s"}]})");
    CibDocument cib(with(declared));
    pugi::xml_node added = cib.add(cib.find("x").child("operations"), "op", "x-stop-interval-0s");
    added.append_attribute("name").set_value("stop");
    added.append_attribute("interval").set_value("0s");
    const Composition made = composed(declared, cib.text());
    CHECK(made.differences.empty());
    CHECK(made.cib.find("x-stop-interval-0s"));
}
