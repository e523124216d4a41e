#include "modules/pcs/PcsClusterState.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/Composition.hpp"
#include "modules/pcs/HostAgents.hpp"
#include "modules/pcs/ResourceWait.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

#include <memory>

namespace modules {

namespace {

using namespace pcs;

constexpr int tries = 5;

std::vector<std::string> present_ids(const WantedCluster& wanted) {
    std::vector<std::string> ids;
    for (const WantedResource& resource : wanted.resources)
        if (resource.presence == Presence::present) ids.push_back(resource.id);
    return ids;
}

/// Composes on what is there now and pushes, again from the start when somebody else was faster.
void compose_and_push(const WantedCluster& wanted, HostControl& host) {
    HostAgents agents(host);
    const std::set<std::string> secrets = secrets_of(wanted);
    for (int attempt = 1; attempt <= tries; ++attempt) {
        const std::string before = read_cib(host);
        Composition composed = compose(before, wanted, agents);
        if (composed.differences.empty()) return;
        static_cast<void>(verify_cib(host, before, composed.cib.text(), secrets));
        if (push_cib(host, before, composed.cib, secrets) == PushOutcome::written) {
            agents.remember(host);
            return;
        }
        host.tell(
            fmt::format("the cluster's configuration changed meanwhile; try {} of {}", attempt + 1, tries));
        host.pause(std::chrono::milliseconds(200 * attempt));
    }
    throw Failure(
        fmt::format("somebody else changed the cluster's configuration at each of {} tries; nothing was "
                    "pushed. Find out who (crm_mon shows the last change) and run this again",
                    tries));
}

Plan plan_without_a_cluster(const ClusterNotRunning& reason, const CallOptions& options) {
    // In check mode an earlier task may be what would have formed the cluster.
    if (!options.check_mode) throw reason;
    Plan plan;
    plan.unknown = reason.what();
    return plan;
}

}  // namespace

ArgumentList<PcsClusterStateArguments> PcsClusterState::table() const {
    using A = PcsClusterStateArguments;
    ArgumentList<A> list;
    list.add("properties", &A::properties, "Cluster properties, by name; null takes one out.")
        .add("resource_defaults", &A::resource_defaults, "Default meta attributes of resources.")
        .add("operation_defaults", &A::operation_defaults, "Default options of operations.")
        .add("node_attributes", &A::node_attributes,
             "Permanent node attributes: a mapping of names to values for each node.")
        .add("stonith", &A::stonith,
             "Fence devices: id, agent (fence_ipmilan), attributes, operations, meta, clone, force, state. "
             "Passwords "
             "and keys among the attributes are never shown.")
        .add("stonith_levels", &A::stonith_levels,
             "Fencing levels: level, target (or target_pattern, or target_attribute with target_value), "
             "devices, state.")
        .add("resources", &A::resources,
             "Primitives: id, agent (ocf:heartbeat:IPaddr2, systemd:haproxy), attributes, operations (name, "
             "interval, "
             "timeout, role, on_fail, …), meta, utilization, clone or promotable (a mapping of the clone's "
             "meta "
             "attributes), group, force (take an agent or attributes that are not known here), state. "
             "Operations that "
             "are not named get the agent's defaults.")
        .add("groups", &A::groups, "What belongs to a group itself: id, meta, clone or promotable, state.")
        .add("order", &A::order,
             "Orders: first, first_action, then, then_action, kind, symmetrical, require_all, id, state.")
        .add("colocation", &A::colocation,
             "Colocations: resource, role, with, with_role, score (INFINITY), influence, node_attribute, id, "
             "state.")
        .add("location", &A::location,
             "Locations: resource or resource_pattern; node or rule (\"osprole eq controller\"); score "
             "(INFINITY) or "
             "score_attribute, role, resource_discovery, id, state.")
        .add("wait", &A::wait,
             "Seconds in which the resources of this list must reach their targets, once pushed; 0: do not "
             "wait.");
    return list;
}

Plan PcsClusterState::check(const PcsClusterStateArguments& arguments, const HostView& host,
                            const CallOptions& options) const {
    const auto wanted = std::make_shared<const WantedCluster>(wanted_cluster(
        {arguments.properties, arguments.resource_defaults, arguments.operation_defaults,
         arguments.node_attributes, arguments.stonith, arguments.stonith_levels, arguments.resources,
         arguments.groups, arguments.order, arguments.colocation, arguments.location}));
    std::string before;
    try {
        before = read_cib(host);
    } catch (const ClusterNotRunning& reason) {
        return plan_without_a_cluster(reason, options);
    }
    HostAgents agents(host);
    const Composition composed = compose(before, *wanted, agents);
    Plan plan;
    plan.warnings = composed.warnings;
    const std::chrono::seconds wait(arguments.wait);
    if (composed.differences.empty()) {
        if (arguments.wait > 0)
            look_at_targets(host, composed.cib, present_ids(*wanted), wait, options, plan);
        return plan;
    }
    for (const std::string& warning : verify_cib(host, before, composed.cib.text(), secrets_of(*wanted)))
        plan.warnings.push_back("crm_verify: " + warning);
    for (const Difference& difference : composed.differences)
        plan.change(difference, {});
    // One push for all of them: the first either succeeds, and with it the rest, or fails, and nothing has
    // changed.
    plan.changes.front().action = [wanted](HostControl& control) {
        compose_and_push(*wanted, control);
        return Outcome{};
    };
    if (arguments.wait > 0) {
        const auto pushed = plan.changes.size() > 1 ? nullptr : plan.changes.front().action;
        plan.changes.back().action = [wanted, wait, pushed](HostControl& control) {
            Outcome outcome;
            if (pushed) pushed(control);
            try {
                wait_for_targets(control, present_ids(*wanted), wait);
            } catch (const Failure& failure) {
                // What was pushed stays pushed; the cluster only did not get there in time.
                outcome.failure = failure.what();
                outcome.data = failure.data();
            }
            return outcome;
        };
    }
    return plan;
}

}  // namespace modules
