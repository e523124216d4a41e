#include "modules/facts/NetworkFacts.hpp"

#include "modules/facts/PlatformFacts.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

FakeHost two_interfaces() {
    FakeHost host;
    for (const std::string name : {"eth0", "br-ex", "lo"}) {
        const std::string directory = "/sys/class/net/" + name;
        host.add_file(directory + "/operstate", name == "lo" ? "unknown\n" : "up\n");
        host.add_file(directory + "/type", name == "lo" ? "772\n" : "1\n")
            .add_file(directory + "/mtu", "1450\n");
        host.add_file(directory + "/address", name == "lo" ? "00:00:00:00:00:00\n" : "52:54:00:00:00:01\n");
        host.add_file(directory + "/flags", "0x1003\n");
    }
    host.add_file("/sys/class/net/br-ex/bridge/bridge_id", "8000.525400000001\n");
    host.add_file("/sys/class/net/br-ex/bridge/stp_state", "0\n")
        .add_directory("/sys/class/net/br-ex/brif/eth1");
    host.add_file("/sys/class/net/bonding_masters", "");
    host.add_file("/proc/net/route", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"
                                     "br-ex\t00000000\t0100000A\t0003\t0\t0\t200\t00000000\n"
                                     "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\n"
                                     "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\n");
    host.add_file("/proc/net/ipv6_route",
                  "fd000000000000000000000000000000 40 00000000000000000000000000000000 00 "
                  "00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
                  "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
                  "fd000000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n");
    return host;
}

std::vector<InterfaceAddress> addresses() {
    return {{"lo", false, "127.0.0.1", 8, ""},
            {"eth0", false, "10.9.9.9", 32, ""},
            {"eth0", false, "192.168.1.5", 24, "192.168.1.255"},
            {"br-ex", false, "10.0.0.5", 16, "10.0.255.255"},
            {"eth0", true, "fe80::1", 64, ""},
            {"eth0", true, "fd00::5", 64, ""},
            {"lo", true, "::1", 128, ""}};
}

}  // namespace

TEST_CASE("the default route is the one of the lowest metric, from the address that is near its gateway") {
    const Map facts = network_facts(two_interfaces(), addresses());
    CHECK(
        to_json(*facts.find("default_ipv4")) ==
        R"({"interface": "eth0", "gateway": "192.168.1.1", "macaddress": "52:54:00:00:00:01", "mtu": 1450, )"
        R"("type": "ether", "address": "192.168.1.5", "broadcast": "192.168.1.255", "netmask": "255.255.255.0", )"
        R"("network": "192.168.1.0", "prefix": "24", "alias": "eth0"})");
    CHECK(to_json(*facts.find("default_ipv6")) ==
          R"({"interface": "eth0", "gateway": "fd00::1", "macaddress": "52:54:00:00:00:01", "mtu": 1450, )"
          R"("type": "ether", "address": "fd00::5", "prefix": "64", "scope": "global"})");
}

TEST_CASE("every interface has its entry, dashes made underscores") {
    const Map facts = network_facts(two_interfaces(), addresses());
    CHECK(to_json(*facts.find("interfaces")) == R"(["br-ex", "eth0", "lo"])");
    CHECK(
        to_json(*facts.find("br_ex")) ==
        R"({"device": "br-ex", "macaddress": "52:54:00:00:00:01", "mtu": 1450, "active": true, "type": "bridge", )"
        R"("promisc": false, "interfaces": ["eth1"], "id": "8000.525400000001", "stp": false, "ipv4": {)"
        R"("address": "10.0.0.5", "broadcast": "10.0.255.255", "netmask": "255.255.0.0", "network": "10.0.0.0", )"
        R"("prefix": "16"}})");
    const Value& eth0 = *facts.find("eth0");
    CHECK(eth0.get("ipv4")->text_of("address") == "10.9.9.9");
    CHECK(eth0.get("ipv4_secondaries")->as_list().at(0).text_of("address") == "192.168.1.5");
    CHECK(to_json(*eth0.get("ipv6")) == R"([{"address": "fe80::1", "prefix": "64", "scope": "link"}, )"
                                        R"({"address": "fd00::5", "prefix": "64", "scope": "global"}])");
    CHECK(!facts.find("lo")->get("macaddress"));
}

TEST_CASE("all addresses are those that reach beyond the host") {
    const Map facts = network_facts(two_interfaces(), addresses());
    CHECK(to_json(*facts.find("all_ipv4_addresses")) == R"(["10.9.9.9", "192.168.1.5", "10.0.0.5"])");
    CHECK(to_json(*facts.find("all_ipv6_addresses")) == R"(["fe80::1", "fd00::5"])");
}

TEST_CASE("a host without routes has empty defaults") {
    const Map facts = network_facts(FakeHost(), {});
    CHECK(to_json(*facts.find("default_ipv4")) == "{}");
    CHECK(to_json(*facts.find("interfaces")) == "[]");
}

TEST_CASE("networks and masks follow from the prefix") {
    CHECK(netmask_of(0) == "0.0.0.0");
    CHECK(netmask_of(19) == "255.255.224.0");
    CHECK(netmask_of(32) == "255.255.255.255");
    CHECK(network_of("10.1.255.7", 19) == "10.1.224.0");
}

TEST_CASE("a host's full name is the first with a dot on its line of the hosts file") {
    const std::string hosts =
        "127.0.0.1 localhost\n127.0.1.1\tc1 c1.example.org c1.internal # me\n10.0.0.2 c2\n";
    CHECK(full_name_in_hosts(hosts, "c1") == "c1.example.org");
    CHECK(!full_name_in_hosts(hosts, "c2"));
    CHECK(!full_name_in_hosts(hosts, "c"));
    CHECK(!full_name_in_hosts(hosts, "me"));
}
