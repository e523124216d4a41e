#include "modules/mysql/GaleraState.hpp"

#include "tests/modules/mysql/FakeServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const GaleraState module;
const std::string uuid = "3f1d8a2e-0b4c-11ef-9c2d-5254001a2b3c";

/// A node whose state the test sets.
class Node {
  public:
    explicit Node(FakeHost& host) : server(host) {
        server.answer("SHOW GLOBAL STATUS LIKE 'wsrep\\_%'", [this] {
            FakeServer::Rows rows;
            for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
                     {"wsrep_local_state", "4"},
                     {"wsrep_local_state_comment", comment},
                     {"wsrep_local_state_uuid", uuid},
                     {"wsrep_cluster_status", cluster_status},
                     {"wsrep_cluster_size", size},
                     {"wsrep_ready", "ON"},
                     {"wsrep_connected", "OFF"},
                     {"wsrep_last_committed", "42"},
                     {"wsrep_local_index", "18446744073709551615"},
                     {"wsrep_flow_control_paused", "0.25"},
                     {"wsrep_incoming_addresses", "10.0.0.1:3306,10.0.0.2:3306"}})
                rows.push_back({{"Variable_name", name}, {"Value", value}});
            return rows;
        });
    }
    void stop() {
        server.fail_with("ERROR 2002 (HY000): Can't connect to local server through socket '/run/x' (111)");
    }
    void start() { server.fail_with(""); }
    std::string comment = "Synced";
    std::string cluster_status = "Primary";
    std::string size = "2";
    FakeServer server;
};

void add_grastate(FakeHost& host, const std::string& seqno, const std::string& safe) {
    host.add_file("/var/lib/mysql/grastate.dat", "# GALERA saved state\nversion: 2.1\nuuid:    " + uuid +
                                                     "\nseqno:   " + seqno + "\nsafe_to_bootstrap: " + safe +
                                                     "\n");
}

}  // namespace

TEST_CASE("A node that runs tells its state as data") {
    FakeHost host;
    const Node node(host);
    const Map data = already_converged(module, Map{}, host).data;
    CHECK(*data.find("running") == Value(true));
    CHECK(*data.find("local_state_comment") == Value("Synced"));
    CHECK(*data.find("cluster_size") == Value(2));
    CHECK(*data.find("ready") == Value(true));
    CHECK(*data.find("connected") == Value(false));
    CHECK(*data.find("incoming_addresses") == Value(List{"10.0.0.1:3306", "10.0.0.2:3306"}));
    CHECK(*data.find("local_index") == Value(-1));
    CHECK(*data.find("flow_control_paused") == Value(0.25));
    CHECK(*data.find("uuid") == Value(uuid));
    CHECK(*data.find("seqno") == Value(42));
    CHECK(data.find("safe_to_bootstrap")->is_null());
    CHECK(data.find("provider_version")->is_null());
}

TEST_CASE("Of a node that does not run the data directory tells") {
    FakeHost host;
    Node node(host);
    node.stop();
    Map data = already_converged(module, Map{}, host).data;
    CHECK(*data.find("running") == Value(false));
    CHECK(data.find("seqno")->is_null());
    add_grastate(host, "1234", "1");
    host.add_file("/var/lib/mysql/sst_in_progress", "");
    data = already_converged(module, Map{}, host).data;
    CHECK(*data.find("uuid") == Value(uuid));
    CHECK(*data.find("seqno") == Value(1234));
    CHECK(*data.find("safe_to_bootstrap") == Value(true));
    CHECK(*data.find("state_transfer_aborted") == Value(true));
    CHECK(data.find("local_state_comment")->is_null());
}

TEST_CASE("A state is waited for, and what is missing is told each time that it changes") {
    FakeHost host;
    Node node(host);
    node.stop();
    node.comment = "Joined";
    int looks = 0;
    host.on_pause([&] {
        ++looks;
        if (looks == 2) node.start();
        if (looks == 4) node.comment = "Synced";
        if (looks == 5) node.size = "3";
    });
    const ModuleResult result = applied(module, Map{{"wait_for", "Synced"}, {"wait_for_size", 3}}, host);
    CHECK(!result.failure);
    CHECK(!result.changed);
    CHECK(*result.data.find("cluster_size") == Value(3));
    CHECK(host.now() == 1700000002.5);
    CHECK(host.progress() ==
          std::vector<std::string>{
              "no server answers at its usual socket",
              "wsrep_local_state_comment is Joined, not Synced; wsrep_cluster_size is 2, not 3",
              "wsrep_cluster_size is 2, not 3"});
}

TEST_CASE("A wait that is over says what is missing, and a node without quorum is not in sync") {
    FakeHost host;
    Node node(host);
    node.cluster_status = "non-Primary";
    const Value wanted = Map{{"wait_for", "Synced"}, {"timeout", 5}};
    CHECK(checked(module, wanted, host).unknown == "wsrep_cluster_status is non-Primary, not Primary");
    CHECK(host.now() == 1700000000);
    const ModuleResult result = applied(module, wanted, host);
    CHECK(result.failure == "after 5 s: wsrep_cluster_status is non-Primary, not Primary");
    CHECK(*result.data.find("cluster_status") == Value("non-Primary"));
}

TEST_CASE("A position is recovered only when asked for, and only where nothing else knows it") {
    FakeHost host;
    Node node(host);
    node.stop();
    add_grastate(host, "-1", "0");
    host.add_file("/var/lib/mysql/gvwstate.dat",
                  "my_uuid: aa\n#vwbeg\nview_id: 3 bb 7\nbootstrap: 0\nmember: aa 0\nmember: bb 0\n"
                  "#vwend\n");
    host.answer("mariadbd",
                {"--user=mysql", "--datadir=/var/lib/mysql", "--wsrep-recover", "--disable-log-error"}, "", 0,
                "2024-05-05 10:00:00 0 [Note] InnoDB: ready\n2024-05-05 10:00:01 0 [Note] WSREP: Recovered "
                "position: " +
                    uuid + ":77,0-1-5\n");
    CHECK(*applied(module, Map{}, host).data.find("seqno") == Value(-1));
    CHECK(host.ran().empty());
    const Value wanted = Map{{"recover", true}};
    CHECK(checked(module, wanted, host).unknown ==
          "the position is known to the server alone, and check mode does not start it to recover");
    const ModuleResult result = applied(module, wanted, host);
    CHECK(!result.failure);
    CHECK(!result.changed);
    CHECK(*result.data.find("seqno") == Value(77));
    CHECK(*result.data.find("recovered") == Value(true));
    CHECK(
        *result.data.find("view") ==
        Value(Map{
            {"my_uuid", "aa"}, {"view_id", "3 bb 7"}, {"bootstrap", false}, {"members", List{"aa", "bb"}}}));
    add_grastate(host, "80", "1");
    CHECK(*already_converged(module, wanted, host).data.find("recovered") == Value(false));
}

TEST_CASE("A recovery that tells nothing is a failure, and one cannot wait for a node that does not run") {
    FakeHost host;
    Node node(host);
    node.stop();
    host.answer("mariadbd", {}, "", 0, "WSREP: disabled, skipping position recovery\n");
    CHECK(applied(module, Map{{"recover", true}}, host).failure ==
          "mariadbd --wsrep-recover told no position: is wsrep_on set in its option files, and is "
          "/var/lib/mysql its data "
          "directory?");
    CHECK(failure_of(module, Map{{"recover", true}, {"wait_for", "Synced"}}, host) ==
          "\"recover\" asks a node that does not run, \"wait_for\" one that does: they cannot both be given");
}
