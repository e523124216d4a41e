#include "modules/openstack/Beyond.hpp"

#include <map>

namespace modules::openstack {

const std::vector<Attribute>& keys_beyond(std::string_view list) {
    static const std::vector<Attribute> extra_specs{
        {.name = "extra_specs",
         .shape = Shape::mapping,
         .help = "what it asks of hosts or back ends, all of it"}};
    static const std::map<std::string_view, std::vector<Attribute>> table{
        {"flavors", extra_specs},
        {"volume_types", extra_specs},
        {"routers",
         {{.name = "network", .help = "the external network that its gateway is in"},
          {.name = "enable_snat", .shape = Shape::flag, .help = "whether the gateway lends its address"},
          {.name = "external_fixed_ips",
           .shape = Shape::mappings,
           .help = "the gateway's addresses, each a subnet, an ip_address, or both"},
          {.name = "interfaces", .shape = Shape::set, .help = "the subnets that it is in, all of them"}}},
        {"images",
         {{.name = "filename", .help = "the host's file that holds its data"},
          {.name = "checksum", .help = "what the data must give: sha512:…, or another digest"},
          {.name = "properties", .shape = Shape::mapping, .help = "what else is said of it"}}},
    };
    static const std::vector<Attribute> none;
    const auto found = table.find(list);
    return found == table.end() ? none : found->second;
}

}  // namespace modules::openstack
