#include "modules/openstack/OpenstackResources.hpp"

#include "modules/system/Digest.hpp"
#include "tests/modules/openstack/ServiceServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const OpenstackResources resources;

std::string mistake(std::initializer_list<Map::Entry> own) {
    return mistake_before_asking(resources, own);
}

/// Calls of the module with the tests' Keystone, on one host.
class Cloud {
  public:
    ModuleResult converged(std::initializer_list<Map::Entry> own) {
        return converges(resources, KeystoneServer::the().arguments(own), host);
    }
    std::string failure(std::initializer_list<Map::Entry> own) {
        return failure_of(resources, KeystoneServer::the().arguments(own), host);
    }
    FakeHost host;
};

}  // namespace

TEST_CASE(
    "A bad entry of a cloud's resources is refused with its place and its keys, before anybody is asked") {
    CHECK(mistake({{"flavors", List{Map{{"name", "tiny"}, {"ram", 64}, {"vcpu", 1}}}}}) ==
          "flavors[0] \"tiny\": unknown key \"vcpu\"; did you mean \"vcpus\"?; expected keys: name, ram, "
          "vcpus, disk, "
          "id, ephemeral, swap, is_public, extra_specs, state");
    CHECK(mistake({{"subnets", List{Map{{"name", "s"}, {"cidr", "10.0.0.0/24"}}}}}) ==
          "subnets[0] \"s\": \"network\" is missing (the network that it is in); expected keys: name, "
          "network, cidr, "
          "project, ip_version, gateway_ip, enable_dhcp, allocation_pools, dns_nameservers, host_routes, "
          "ipv6_ra_mode, ipv6_address_mode, description, state");
    CHECK(mistake({{"networks", List{Map{{"name", "n"}, {"mtu", "long"}}}}}) ==
          "networks[0] \"n\": mtu: expected an integer, found \"long\"");
}

TEST_CASE("An image comes with its data, which is sent in pieces and never changes", "[.][live]") {
    if (ServiceServer::the("glance") == nullptr) return;
    Cloud cloud;
    std::string data(3'500'000, 'x');
    for (std::size_t place = 0; place < data.size(); place += 7)
        data[place] = static_cast<char>(place);
    cloud.host.add_file("/srv/small.img", data);
    const std::string sum = "sha512:" + digest_of(DigestKind::sha512, data);
    Map image{{"name", "small"},        {"disk_format", "raw"},
              {"visibility", "public"}, {"filename", "/srv/small.img"},
              {"checksum", sum},        {"properties", Map{{"hw_disk_bus", "virtio"}}}};
    CHECK(
        differences(cloud.converged({{"images", List{image}}})) ==
        R"(image small: {"state": "absent"} -> {"state": "present", "name": "small", "disk_format": "raw", "container_format": "bare", "visibility": "public"}
properties of image small: {"hw_disk_bus": null} -> {"hw_disk_bus": "virtio"}
data of image small: "none" -> "/srv/small.img, 3500000 bytes"
)");
    // Known by its digest, the file need not be there any more.
    cloud.host.remove("/srv/small.img");
    CHECK(!cloud.converged({{"images", List{image}}}).changed);
    cloud.host.add_file("/srv/small.img", data + "more");
    image.erase("checksum");
    CHECK_THAT(cloud.failure({{"images", List{image}}}),
               Catch::StartsWith("images[0] \"small\": its data is not the one declared (sha512 ") &&
                   Catch::EndsWith(
                       "and data never changes: give the new image another name, or remove this one first "
                       "(state: absent)"));
    image.erase("filename");
    image.set("min_ram", 64);
    image.set("tags", List{"b", "a"});
    CHECK(differences(cloud.converged({{"images", List{image}}})) ==
          R"(image small: {"min_ram": 0, "tags": []} -> {"min_ram": 64, "tags": ["b", "a"]}
)");
    image.set("disk_format", "qcow2");
    CHECK(cloud.failure({{"images", List{image}}}) ==
          "images[0] \"small\": its disk_format is \"raw\" and cannot be changed to \"qcow2\"; remove it "
          "first (state: "
          "absent), or declare it as it is");

    // An image that was made and never filled is filled.
    const Map empty{{"name", "late"}, {"disk_format", "raw"}};
    CHECK(cloud.converged({{"images", List{empty}}}).changed);
    Map filled = empty;
    filled.set("filename", "/srv/late.img");
    const Value arguments = KeystoneServer::the().arguments({{"images", List{filled}}});
    CHECK(checked(resources, arguments, cloud.host).unknown ==
          "images[0] \"late\": filename: there is no /srv/late.img here");
    cloud.host.add_file("/srv/late.img", "some data");
    filled.set("checksum", "md5:00");
    CHECK(
        applied(resources, KeystoneServer::the().arguments({{"images", List{filled}}}), cloud.host).failure ==
        "images[0] \"late\": /srv/late.img has the md5 1e50210a0202497fb79bc38b6ade6c34, not 00: nothing was "
        "sent");
    filled.erase("checksum");
    CHECK(differences(cloud.converged({{"images", List{filled}}})) ==
          "data of image late: \"none\" -> \"/srv/late.img, 9 bytes\"\n");
    CHECK(differences(cloud.converged({{"images", List{Map{{"name", "late"}, {"state", "absent"}}}}})) ==
          "image late: {\"state\": \"present\"} -> {\"state\": \"absent\"}\n");
}

TEST_CASE("Networks, subnets, routers and rules of one call find each other", "[.][cloud]") {
    if (ServiceServer::the("neutron") == nullptr) return;
    Cloud cloud;
    const List pool{Map{{"start", "192.0.2.100"}, {"end", "192.0.2.199"}}};
    const std::initializer_list<Map::Entry> whole{
        {"security_groups", List{Map{{"name", "doors"}, {"description", "What is open"}}}},
        {"networks", List{Map{{"name", "out"},
                              {"external", true},
                              {"provider_network_type", "flat"},
                              {"provider_physical_network", "external"}},
                          Map{{"name", "in"}, {"mtu", 1400}}}},
        {"subnets", List{Map{{"name", "out4"},
                             {"network", "out"},
                             {"cidr", "192.0.2.0/24"},
                             {"gateway_ip", "192.0.2.254"},
                             {"enable_dhcp", false},
                             {"allocation_pools", pool}},
                         Map{{"name", "in4"},
                             {"network", "in"},
                             {"cidr", "10.9.0.0/24"},
                             {"dns_nameservers", List{"10.9.0.3", "10.9.0.2"}}}}},
        {"routers", List{Map{{"name", "door"}, {"network", "out"}, {"interfaces", List{"in4"}}}}},
        {"security_group_rules", List{Map{{"security_group", "doors"},
                                          {"protocol", "tcp"},
                                          {"port_range_min", 22},
                                          {"port_range_max", 22},
                                          {"remote_ip_prefix", "0.0.0.0/0"}},
                                      Map{{"security_group", "doors"}, {"protocol", "icmp"}},
                                      Map{{"security_group", "doors"}, {"remote_group", "doors"}}}}};
    const std::string made = differences(cloud.converged(whole));
    CHECK_THAT(
        made,
        Catch::Contains(
            "interface of router door in subnet in4: {\"state\": \"absent\"} -> {\"state\": \"present\"}") &&
            Catch::Contains("gateway of router door: null -> {\"network\": \"out\"}") &&
            Catch::Contains(
                "security group rule doors ingress IPv4 tcp 22 22 0.0.0.0/0: {\"state\": \"absent\"}"));
    CHECK(!cloud.converged(whole).changed);
    CHECK(differences(
              cloud.converged({{"subnets", List{Map{{"name", "in4"},
                                                    {"network", "in"},
                                                    {"cidr", "10.9.0.0/24"},
                                                    {"dns_nameservers", List{"10.9.0.2"}}}}},
                               {"routers", List{Map{{"name", "door"}, {"description", "the only one"}}}}})) ==
          R"(subnet in4: {"dns_nameservers": ["10.9.0.3", "10.9.0.2"]} -> {"dns_nameservers": ["10.9.0.2"]}
router door: {"description": ""} -> {"description": "the only one"}
)");
    CHECK(cloud.failure(
              {{"subnets", List{Map{{"name", "in4"}, {"network", "in"}, {"cidr", "10.8.0.0/24"}}}}}) ==
          "subnets[0] \"in4\": its cidr is \"10.9.0.0/24\" and cannot be changed to \"10.8.0.0/24\"; remove "
          "it first "
          "(state: absent), or declare it as it is");
    const ModuleResult gone =
        cloud.converged({{"networks", List{Map{{"name", "in"}, {"state", "absent"}}}},
                         {"subnets", List{Map{{"name", "in4"}, {"network", "in"}, {"state", "absent"}}}},
                         {"routers", List{Map{{"name", "door"}, {"state", "absent"}}}}});
    CHECK(gone.differences.size() == 4);
}

TEST_CASE("Flavors have their extra specs, all of them and no others", "[.][cloud]") {
    if (ServiceServer::the("nova") == nullptr) return;
    Cloud cloud;
    Map flavor{
        {"name", "tiny"}, {"ram", 96},
        {"vcpus", 1},     {"disk", 1},
        {"swap", 0},      {"extra_specs", Map{{"hw:mem_page_size", "small"}, {"quota:cpu_shares", 10}}}};
    CHECK(cloud.converged({{"flavors", List{flavor}}}).differences.size() == 2);
    flavor.set("extra_specs", Map{{"quota:cpu_shares", 20}});
    CHECK(
        differences(cloud.converged({{"flavors", List{flavor}}})) ==
        R"(extra specs of flavor tiny: {"hw:mem_page_size": "small", "quota:cpu_shares": "10"} -> {"quota:cpu_shares": 20}
)");
    flavor.set("ram", 128);
    CHECK(cloud.failure({{"flavors", List{flavor}}}) ==
          "flavors[0] \"tiny\": its ram is 96 and cannot be changed to 128; remove it first (state: absent), "
          "or declare "
          "it as it is");
    CHECK(cloud.converged({{"flavors", List{Map{{"name", "tiny"}, {"state", "absent"}}}}}).changed);
}

TEST_CASE("Volume types have a description and their extra specs", "[.][cloud]") {
    if (ServiceServer::the("cinder") == nullptr) return;
    Cloud cloud;
    Map type{{"name", "nfs"},
             {"description", "On the share"},
             {"extra_specs", Map{{"volume_backend_name", "nfs"}}}};
    CHECK(cloud.converged({{"volume_types", List{type}}}).differences.size() == 2);
    type.set("description", "On the shared store");
    CHECK(differences(cloud.converged({{"volume_types", List{type}}})) ==
          "volume type nfs: {\"description\": \"On the share\"} -> {\"description\": \"On the shared "
          "store\"}\n");
    CHECK(cloud.converged({{"volume_types", List{Map{{"name", "nfs"}, {"state", "absent"}}}}}).changed);
}
