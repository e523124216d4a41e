#include "modules/openstack/OpenstackResources.hpp"

#include "modules/openstack/Beyond.hpp"

namespace modules {

namespace {

using namespace openstack;

using ResourcesArguments = OpenstackResourcesArguments;

struct ResourceList {
    const char* name;
    List ResourcesArguments::*list;
};

// In the order in which the later need the earlier.
constexpr std::array resource_lists{
    ResourceList{"security_groups", &ResourcesArguments::security_groups},
    ResourceList{"networks", &ResourcesArguments::networks},
    ResourceList{"subnets", &ResourcesArguments::subnets},
    ResourceList{"routers", &ResourcesArguments::routers},
    ResourceList{"security_group_rules", &ResourcesArguments::security_group_rules},
    ResourceList{"flavors", &ResourcesArguments::flavors},
    ResourceList{"volume_types", &ResourcesArguments::volume_types},
    ResourceList{"images", &ResourcesArguments::images},
};

ResourcePlan::Beyond beyond(std::string_view list, const HostView& host, ResourcePlan& plan) {
    using Present = std::optional<Value>;
    if (list == "flavors" || list == "volume_types")
        return [&plan, place = list == "flavors" ? "os-extra_specs" : "extra_specs"](const Entry& entry,
                                                                                     const Present& present) {
            plan_extra_specs(entry, present, place, plan);
        };
    if (list == "routers")
        return [&plan](const Entry& entry, const Present& present) { plan_router(entry, present, plan); };
    if (list == "images")
        return [&plan, &host](const Entry& entry, const Present& present) {
            plan_image(entry, present, host, plan);
        };
    return {};
}

}  // namespace

ArgumentList<ResourcesArguments> OpenstackResources::table() const {
    ArgumentList<ResourcesArguments> table;
    add_cloud_arguments(table);
    for (const ResourceList& argument : resource_lists)
        table.add(argument.name, argument.list,
                  help_of(resource_kind(argument.name), keys_beyond(argument.name)));
    return table;
}

Plan OpenstackResources::check(const ResourcesArguments& wanted, const HostView& host,
                               const CallOptions& options) const {
    const auto cloud = std::make_shared<Cloud>(cloud_login(wanted, host));
    // All that is wrong in itself is said before anybody is asked.
    std::vector<std::vector<Entry>> declared;
    for (const ResourceList& argument : resource_lists)
        declared.push_back(
            read_entries(resource_kind(argument.name), wanted.*argument.list, keys_beyond(argument.name)));
    try {
        cloud->log_in();
        ResourcePlan plan(cloud, options);
        for (std::size_t place = 0; place < declared.size(); ++place)
            plan.add(std::move(declared[place]), beyond(resource_lists[place].name, host, plan));
        return std::move(plan).finished();
    } catch (const CloudUnreachable& reason) {
        return plan_without_cloud(reason, options);
    }
}

}  // namespace modules
