#include "modules/openstack/OpenstackIdentity.hpp"

#include "modules/openstack/RoleAssignments.hpp"

namespace modules {

namespace {

using namespace openstack;

using IdentityArguments = OpenstackIdentityArguments;

struct IdentityList {
    const char* name;
    List IdentityArguments::*list;
};

// Those that a table describes, in the order in which the later need the earlier.
constexpr std::array identity_lists{
    IdentityList{"domains", &IdentityArguments::domains},
    IdentityList{"projects", &IdentityArguments::projects},
    IdentityList{"roles", &IdentityArguments::roles},
    IdentityList{"groups", &IdentityArguments::groups},
    IdentityList{"users", &IdentityArguments::users},
    IdentityList{"services", &IdentityArguments::services},
    IdentityList{"endpoints", &IdentityArguments::endpoints},
};

const std::vector<Attribute>& own_keys_of(const ResourceKind& kind) {
    static const std::vector<Attribute> of_users{{.name = "update_password",
                                                  .help = "whether one that is there is set",
                                                  .words = {"always", "on_create"}}};
    static const std::vector<Attribute> none;
    return kind.list == "users" ? of_users : none;
}

/// The entry as one for each interface that it speaks of, in the region that is meant where it names none.
List for_each_interface(const Value& entry, const std::optional<std::string>& region) {
    if (!entry.is_map()) return {entry};
    const Value interface = entry.get("interface").value_or(Value());
    List interfaces{interface};
    if (interface.is_null()) interfaces = {"public", "internal", "admin"};
    if (interface.is_list()) interfaces = interface.as_list();
    List each;
    for (const Value& one : interfaces) {
        Map single = entry.as_map();
        single.set("interface", one);
        if (region && !single.contains("region")) single.set("region", *region);
        each.emplace_back(single);
    }
    return each;
}

std::vector<Entry> endpoints_of(const ResourceKind& kind, const IdentityArguments& wanted) {
    std::vector<Entry> entries;
    for (std::size_t number = 0; number < wanted.endpoints.size(); ++number)
        for (const Value& one : for_each_interface(wanted.endpoints[number], wanted.region_name))
            entries.push_back(read_entry(kind, one, number));
    return entries;
}

}  // namespace

ArgumentList<IdentityArguments> OpenstackIdentity::table() const {
    ArgumentList<IdentityArguments> table;
    add_cloud_arguments(table);
    for (const IdentityList& argument : identity_lists) {
        const ResourceKind& kind = resource_kind(argument.name);
        table.add(argument.name, argument.list, help_of(kind, own_keys_of(kind)));
    }
    table.add("role_assignments", &IdentityArguments::role_assignments,
              "who has which role where, each of role, user or group, project, domain or system: all, "
              "user_domain, group_domain, project_domain, inherited");
    return table;
}

Plan OpenstackIdentity::check(const IdentityArguments& wanted, const HostView& host,
                              const CallOptions& options) const {
    const auto cloud = std::make_shared<Cloud>(cloud_login(wanted, host));
    // All that is wrong in itself is said before anybody is asked.
    std::vector<std::vector<Entry>> declared;
    for (const IdentityList& argument : identity_lists) {
        const ResourceKind& kind = resource_kind(argument.name);
        declared.push_back(kind.list == "endpoints"
                               ? endpoints_of(kind, wanted)
                               : read_entries(kind, wanted.*argument.list, own_keys_of(kind)));
    }
    const std::vector<Entry> assignments = read_role_assignments(wanted.role_assignments);
    try {
        cloud->log_in();
        ResourcePlan plan(cloud, options);
        for (std::vector<Entry>& entries : declared)
            plan.add(std::move(entries));
        plan_role_assignments(assignments, plan);
        return std::move(plan).finished();
    } catch (const CloudUnreachable& reason) {
        return plan_without_cloud(reason, options);
    }
}

}  // namespace modules
