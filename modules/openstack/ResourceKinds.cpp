// https://docs.openstack.org/api-ref/network/v2/, …/compute/, …/block-storage/v3/, …/image/v2/
#include "modules/openstack/ResourceKind.hpp"

namespace modules::openstack {

namespace {

const CloudService network_service{{"network"}, "/v2.0"};
const CloudService compute_service{{"compute"}, ""};
const CloudService volume_service{{"block-storage", "volumev3", "volume"}, ""};
const CloudService image_service{{"image"}, "/v2"};

constexpr Settled at_creation = Settled::at_creation;

Attribute name() {
    return {.name = "name", .help = "its name", .need = Need::required};
}

Attribute words(std::string_view key, std::string_view help, Settled settled = Settled::never,
                std::string_view field = {}) {
    return {.name = key, .help = help, .field = field, .settled = settled};
}

Attribute flag(std::string_view key, std::string_view help, Settled settled = Settled::never,
               std::string_view field = {}) {
    return {.name = key, .shape = Shape::flag, .help = help, .field = field, .settled = settled};
}

Attribute number(std::string_view key, std::string_view help, Settled settled = Settled::never,
                 std::string_view field = {}) {
    return {.name = key, .shape = Shape::integer, .help = help, .field = field, .settled = settled};
}

Attribute of_kind(Shape shape, std::string_view key, std::string_view help) {
    return {.name = key, .shape = shape, .help = help};
}

Attribute reference(std::string_view key, std::string_view kind, std::string_view field,
                    std::string_view help, Need need = Need::optional) {
    return {.name = key,
            .shape = Shape::reference,
            .help = help,
            .need = need,
            .field = field,
            .kind = kind,
            .settled = at_creation};
}

Attribute project() {
    return reference("project", "projects", "project_id", "whose it is; else the project of the token");
}

Attribute needed(Attribute attribute) {
    attribute.need = Need::required;
    return attribute;
}

Attribute otherwise(Attribute attribute, Value fallback, std::vector<std::string_view> words = {}) {
    attribute.fallback = std::move(fallback);
    attribute.words = std::move(words);
    return attribute;
}

std::vector<ResourceKind> network_kinds() {
    return {
        {.list = "security_groups",
         .singular = "security_group",
         .noun = "security group",
         .service = network_service,
         .path = "/security-groups",
         .identity = {"name", "project"},
         .attributes = {name(), project(), words("description", "what it is for"),
                        flag("stateful", "whether replies are let through")},
         .update = "PUT"},
        {.list = "networks",
         .singular = "network",
         .noun = "network",
         .service = network_service,
         .path = "/networks",
         .identity = {"name", "project"},
         .attributes = {name(), project(), words("description", "what it is for"),
                        flag("admin_state_up", "whether it works"),
                        flag("external", "whether routers may have their gateway in it", Settled::never,
                             "router:external"),
                        flag("shared", "whether other projects may use it"),
                        number("mtu", "the most bytes that a packet may have"),
                        flag("port_security_enabled", "whether new ports are guarded"),
                        words("dns_domain", "the domain of its ports' names"),
                        words("provider_network_type", "flat, vlan, vxlan, …", at_creation,
                              "provider:network_type"),
                        words("provider_physical_network", "what the hosts call it", at_creation,
                              "provider:physical_network"),
                        number("provider_segmentation_id", "the number of its VLAN or its tunnel",
                               at_creation, "provider:segmentation_id")},
         .update = "PUT"},
        {.list = "subnets",
         .singular = "subnet",
         .noun = "subnet",
         .service = network_service,
         .path = "/subnets",
         .identity = {"name", "network"},
         .attributes =
             {name(),
              reference("network", "networks", "network_id", "the network that it is in", Need::required),
              reference("project", "projects", "project_id", "whose it is"),
              needed(words("cidr", "its addresses: 10.0.0.0/24", at_creation)),
              otherwise(number("ip_version", "4 or 6", at_creation), 4),
              words("gateway_ip", "the address of its router; else its first"),
              flag("enable_dhcp", "whether it gives addresses to who asks"),
              of_kind(Shape::mappings, "allocation_pools", "addresses to give, each from start to end"),
              of_kind(Shape::set, "dns_nameservers", "the name servers that its hosts are told"),
              of_kind(Shape::mappings, "host_routes", "the routes, each of destination and nexthop"),
              words("ipv6_ra_mode", "who announces routers", at_creation),
              words("ipv6_address_mode", "how hosts get their addresses", at_creation),
              words("description", "what it is for")},
         .update = "PUT"},
        {.list = "routers",
         .singular = "router",
         .noun = "router",
         .service = network_service,
         .path = "/routers",
         .identity = {"name", "project"},
         .attributes = {name(), project(), words("description", "what it is for"),
                        flag("admin_state_up", "whether it works"),
                        flag("distributed", "whether every compute host has a part of it", at_creation),
                        flag("ha", "whether several network hosts have it", at_creation)},
         .update = "PUT"},
        {.list = "security_group_rules",
         .singular = "security_group_rule",
         .noun = "security group rule",
         .service = network_service,
         .path = "/security-group-rules",
         .identity = {"security_group", "direction", "ether_type", "protocol", "port_range_min",
                      "port_range_max", "remote_ip_prefix", "remote_group"},
         .nothing_else = true,
         .referred_by = {},
         .attributes = {reference("security_group", "security_groups", "security_group_id",
                                  "whose rule it is", Need::required),
                        otherwise(words("direction", "ingress or egress", at_creation), "ingress",
                                  {"ingress", "egress"}),
                        otherwise(words("ether_type", "IPv4 or IPv6", at_creation, "ethertype"), "IPv4",
                                  {"IPv4", "IPv6"}),
                        words("protocol", "tcp, udp, icmp, …; else any", at_creation),
                        number("port_range_min", "the first port, or the type of ICMP", at_creation),
                        number("port_range_max", "the last port, or the code of ICMP", at_creation),
                        words("remote_ip_prefix", "with whom: addresses", at_creation),
                        reference("remote_group", "security_groups", "remote_group_id",
                                  "with whom: those of that security group"),
                        words("description", "what it is for", at_creation)},
         .update = "PUT"},
    };
}

std::vector<ResourceKind> other_kinds() {
    return {
        {.list = "flavors",
         .singular = "flavor",
         .noun = "flavor",
         .service = compute_service,
         .path = "/flavors",
         .listing = "/flavors/detail?is_public=None",
         .identity = {"name"},
         .searches = false,
         .attributes = {name(), words("id", "its id; else one that nobody chose", at_creation),
                        needed(number("ram", "memory in MiB", at_creation)),
                        needed(number("vcpus", "processors", at_creation)),
                        needed(number("disk", "root disk in GiB", at_creation)),
                        number("ephemeral", "further disk in GiB", at_creation, "OS-FLV-EXT-DATA:ephemeral"),
                        number("swap", "swap in MiB", at_creation),
                        flag("is_public", "whether every project may use it", at_creation,
                             "os-flavor-access:is_public")},
         .update = "PUT"},
        {.list = "volume_types",
         .singular = "volume_type",
         .noun = "volume type",
         .service = volume_service,
         .path = "/types",
         .listing = "/types?is_public=None",
         .identity = {"name"},
         .searches = false,
         .attributes = {name(), words("description", "what it is for"),
                        flag("is_public", "whether every project may use it", at_creation,
                             "os-volume-type-access:is_public")},
         .update = "PUT"},
        {.list = "images",
         .singular = "",
         .noun = "image",
         .service = image_service,
         .path = "/images",
         .identity = {"name"},
         .attributes = {name(), needed(words("disk_format", "raw, qcow2, …", at_creation)),
                        otherwise(words("container_format", "what is around the disk", at_creation), "bare"),
                        otherwise(words("visibility", "who may use it"), Value(),
                                  {"public", "private", "shared", "community"}),
                        number("min_disk", "the least disk in GiB"),
                        number("min_ram", "the least memory in MiB"),
                        flag("protected", "whether nobody may remove it"),
                        of_kind(Shape::set, "tags", "words to find it by")},
         .patch = Patch::operations},
    };
}

}  // namespace

const std::vector<ResourceKind>& resource_kinds() {
    static const std::vector<ResourceKind> kinds = [] {
        std::vector<ResourceKind> all = network_kinds();
        std::vector<ResourceKind> others = other_kinds();
        for (ResourceKind& kind : others)
            all.push_back(std::move(kind));
        return all;
    }();
    return kinds;
}

}  // namespace modules::openstack
