#include "modules/pcs/PcsCluster.hpp"

#include "modules/pcs/CorosyncConfiguration.hpp"
#include "modules/pcs/PcsAuth.hpp"
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

const PcsCluster cluster_module;
const PcsAuth authentication;

const char* const debian = R"(# Please read the corosync.conf.5 manual page
totem {
	version: 2
	# of the cluster
	cluster_name: debian
	crypto_cipher: none
}
logging {
	logger_subsys {
		subsys: QUORUM
	}
}
quorum {
	provider: corosync_votequorum
}
nodelist {
	node {
		name: node1
		nodeid: 1
		ring0_addr: 127.0.0.1
	}
}
)";

std::string corosync(const std::string& name, const std::vector<std::string>& nodes,
                     const std::string& totem = {}) {
    std::string text =
        fmt::format("totem {{\n    cluster_name: {}\n    transport: knet\n{}}}\nnodelist {{\n", name, totem);
    int number = 0;
    for (const std::string& node : nodes)
        text += fmt::format(
            "    node {{\n        ring0_addr: 10.0.0.{}\n        name: {}\n        nodeid: {}\n    }}\n",
            ++number, node, number);
    return text + "}\n";
}

Value wanted(const std::string& rest = {}) {
    return from_json(
        R"({"name": "openstack-ha", "nodes": [{"name": "c1", "addr": "10.0.0.1"}, {"name": "c2", "addr": "10.0.0.2"}],)"
        R"( "totem": {"token": 3000})" +
        rest + "}");
}

/// A host whose pcs does to corosync.conf and to the nodes what the real one does.
struct ClusterHost {
    FakeHost host;
    std::vector<std::string> online;
    bool enabled = false;

    ClusterHost() {
        host.on_run("pcs", {"cluster", "destroy"}, [this](const Command&) {
            host.remove(CorosyncConfiguration::path);
            return ProcessResult{};
        });
        host.on_run("pcs", {"cluster", "setup"}, [this](const Command&) {
            host.add_file(CorosyncConfiguration::path,
                          corosync("openstack-ha", {"c1", "c2"}, "    token: 3000\n"));
            return ProcessResult{};
        });
        host.on_run("pcs", {"cluster", "start"}, [this](const Command& command) {
            online.insert(online.end(), command.arguments.begin() + 2, command.arguments.end());
            return ProcessResult{};
        });
        host.on_run("pcs", {"cluster", "enable"}, [this](const Command&) {
            enabled = true;
            return ProcessResult{};
        });
        host.on_run("systemctl", {"is-enabled"}, [this](const Command&) {
            return ProcessResult{enabled ? 0 : 1, {}, {}, false};
        });
        host.on_run("crm_mon", {"--one-shot"}, [this](const Command&) {
            if (online.empty()) return ProcessResult{102, {}, "crm_mon: Connection to cluster failed", false};
            std::string nodes;
            for (const std::string& name : online)
                nodes += online_nodes({name.c_str()});
            return ProcessResult{0, crm_mon(nodes, "", "", online.size() == 2), {}, false};
        });
    }

    [[nodiscard]] std::vector<std::string> pcs_calls() const {
        std::vector<std::string> calls;
        for (const Command& command : host.ran())
            if (command.program == "pcs")
                calls.push_back(fmt::format("{}", fmt::join(command.arguments, " ")));
        return calls;
    }
};

}  // namespace

TEST_CASE("Debian's default cluster is recognised, another one node cluster is not") {
    CHECK(CorosyncConfiguration::parsed(debian).is_debian_default());
    CHECK_FALSE(CorosyncConfiguration::parsed(corosync("debian", {"node1"})).is_debian_default());
    const CorosyncConfiguration read =
        CorosyncConfiguration::parsed(corosync("x", {"c1", "c2"}, "    token: 3000\n"));
    CHECK(read.names() == std::vector<std::string>{"c1", "c2"});
    CHECK(read.nodes[1].addresses == std::vector<std::string>{"10.0.0.2"});
    CHECK(read.totem.at("token") == "3000");
}

TEST_CASE("The default cluster goes, the wanted one is set up, enabled and started, with quorum") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path, debian);
    converges(cluster_module, wanted(), at.host);
    CHECK(at.pcs_calls() ==
          std::vector<std::string>{
              "cluster destroy",
              "cluster setup openstack-ha c1 addr=10.0.0.1 c2 addr=10.0.0.2 totem token=3000",
              "cluster enable --all", "cluster start c1 c2"});
}

TEST_CASE("A member that is down is started, nothing else") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path,
                     corosync("openstack-ha", {"c1", "c2"}, "    token: 3000\n"));
    at.enabled = true;
    at.online = {"c1"};
    const ModuleResult result = converges(cluster_module, wanted(), at.host);
    CHECK(subjects(result.differences) == std::vector<std::string>{"node c2"});
    CHECK(at.pcs_calls() == std::vector<std::string>{"cluster start c2"});
}

TEST_CASE("A changed totem option is updated while the cluster runs") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path,
                     corosync("openstack-ha", {"c1", "c2"}, "    token: 1000\n"));
    at.enabled = true;
    at.online = {"c1", "c2"};
    at.host.on_run("pcs", {"cluster", "config", "update"}, [&](const Command&) {
        at.host.add_file(CorosyncConfiguration::path,
                         corosync("openstack-ha", {"c1", "c2"}, "    token: 3000\n"));
        return ProcessResult{};
    });
    converges(cluster_module, wanted(), at.host);
    CHECK(at.pcs_calls() == std::vector<std::string>{"cluster config update totem token=3000"});
}

TEST_CASE("A cluster of another name, or with other members, is refused unless it may be replaced") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path, corosync("production", {"c1", "c2"}));
    CHECK(failure_of(cluster_module, wanted(), at.host) ==
          "this host is in another cluster, not in \"openstack-ha\" (it is the cluster \"production\" of c1, "
          "c2, in "
          "/etc/corosync/corosync.conf). Nothing was changed. If it may be destroyed with all its resources, "
          "say "
          "\"force_replace: true\"");
    at.host.add_file(CorosyncConfiguration::path, corosync("openstack-ha", {"c1", "c2", "c3"}));
    CHECK(failure_of(cluster_module, wanted(), at.host) ==
          "the cluster has a member that is not in the list: c3 (it is the cluster \"openstack-ha\" of c1, "
          "c2, c3, in "
          "/etc/corosync/corosync.conf). Nothing was changed. If it may be destroyed with all its resources, "
          "say "
          "\"force_replace: true\"");
    converges(cluster_module, wanted(R"(, "force_replace": true)"), at.host);
    CHECK(at.pcs_calls().front() ==
          "cluster setup openstack-ha c1 addr=10.0.0.1 c2 addr=10.0.0.2 totem token=3000 --force");
}

TEST_CASE("A cluster that does not become complete says who is missing") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path,
                     corosync("openstack-ha", {"c1", "c2"}, "    token: 3000\n"));
    at.enabled = true;
    at.online = {"c1"};
    at.host.answer("pcs", {"cluster", "start"}, "");
    CHECK(applied(cluster_module, wanted(R"(, "wait": 5)"), at.host).failure ==
          "after 5 s the cluster is not complete: c2 not online, no quorum. Look at \"journalctl -u corosync "
          "-u pacemaker\" "
          "on these nodes");
}

TEST_CASE("Cleared removes the default cluster and nothing else") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path, debian);
    converges(cluster_module, from_json(R"({"state": "cleared"})"), at.host);
    at.host.add_file(CorosyncConfiguration::path, corosync("production", {"c1"}));
    already_converged(cluster_module, from_json(R"({"state": "cleared"})"), at.host);
}

TEST_CASE("Hosts are authenticated by one command that has the password on its standard input") {
    ClusterHost at;
    at.host.add_file(CorosyncConfiguration::path, debian);
    Command seen;
    at.host.on_run("pcs", {"host", "auth"}, [&](const Command& command) {
        seen = command;
        at.host.add_file(
            "/var/lib/pcsd/known-hosts",
            R"({"known_hosts": {"c1": {"dest_list": [{"addr": "10.0.0.1", "port": 2224}], "token": "t"},)"
            R"( "c2": {"dest_list": [{"addr": "10.0.0.2", "port": 2224}], "token": "t"}}})");
        return ProcessResult{};
    });
    at.host.answer("pcs", {"status", "pcsd"}, "  c1: Online\n  c2: Online\n");
    Map arguments =
        from_json(R"({"hosts": [{"name": "c1", "addr": "10.0.0.1"}, {"name": "c2", "addr": "10.0.0.2"}]})")
            .as_map();
    arguments.set("password", Value::secret("sesame-open"));
    converges(authentication, arguments, at.host);
    CHECK(fmt::format("{}", fmt::join(seen.arguments, " ")) ==
          "host auth c1 addr=10.0.0.1 c2 addr=10.0.0.2 -u hacluster");
    CHECK(seen.input == "sesame-open\n");

    SECTION("a token that is no longer taken is renewed, for that host only") {
        at.host.answer("pcs", {"status", "pcsd"}, "  c1: Online\n  c2: Unable to authenticate\n", 1);
        const ModuleResult result = applied(authentication, arguments, at.host);
        CHECK(subjects(result.differences) == std::vector<std::string>{"host c2"});
        CHECK(fmt::format("{}", fmt::join(seen.arguments, " ")) == "host auth c2 addr=10.0.0.2 -u hacluster");
    }
    SECTION("a daemon that does not answer is no reason to authenticate") {
        at.host.answer("pcs", {"status", "pcsd"}, "  c1: Online\n  c2: Offline\n", 1);
        const ModuleResult result = checked(authentication, arguments, at.host);
        CHECK_FALSE(result.changed);
        CHECK(result.warnings == std::vector<std::string>{"the pcs daemon of c2 does not answer"});
    }
}

TEST_CASE("An authentication that pcs did not keep is a failure, whatever pcs said") {
    ClusterHost at;
    at.host.answer("pcs", {"host", "auth"}, "", 0, "c1: Authorized\n");
    CHECK(applied(authentication, from_json(R"({"hosts": ["c1"], "password": "x"})"), at.host).failure ==
          "pcs said that c1 is authorized, but kept nothing in /var/lib/pcsd/known-hosts: this host or c1 is "
          "in another "
          "cluster already. Look at /etc/corosync/corosync.conf on both; where it is Debian's default, "
          "\"pcs_cluster: "
          "{state: cleared}\" removes it");
}
