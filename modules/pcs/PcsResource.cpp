#include "modules/pcs/PcsResource.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/pcs/InstanceRestart.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

using namespace pcs;

void require_resource(const ClusterStatus& status, const std::string& id) {
    std::vector<std::string> known;
    for (const ResourceInstance& instance : status.resources) {
        if (is_instance_of(instance, id)) return;
        known.push_back(instance.id);
    }
    const std::optional<std::string> meant = closest(id, known);
    throw Failure(fmt::format("there is no resource \"{}\" in the cluster{}", id,
                              meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
}

void plan_restart(const PcsResourceArguments& wanted, const ClusterStatus& status, Plan& plan) {
    require_resource(status, *wanted.id);
    const std::vector<InstancePlace> before = instance_places(status, *wanted.id);
    const std::chrono::seconds limit(wanted.timeout);
    for (const InstancePlace& place : restartable_places(status, *wanted.id)) {
        if (wanted.node && *wanted.node != place.node) continue;
        plan.change({fmt::format("resource {} on {}", *wanted.id, place.node), Map{{"role", place.role}},
                     Map{{"role", place.role}, {"restarted", true}}},
                    [id = *wanted.id, place, before, limit](HostControl& host) {
                        restart_instance(host, id, place, before, limit);
                        return Outcome{};
                    });
    }
    if (plan.changes.empty())
        plan.warnings.push_back(fmt::format("\"{}\" does not run{}: there is nothing to restart", *wanted.id,
                                            wanted.node ? " on " + *wanted.node : ""));
}

void plan_cleanup(const PcsResourceArguments& wanted, const ClusterStatus& status, Plan& plan) {
    Command command{"crm_resource", {"--cleanup"}, {}, {}, {}, {}, {}};
    if (wanted.id) command.arguments.insert(command.arguments.end(), {"--resource", *wanted.id});
    if (wanted.node) command.arguments.insert(command.arguments.end(), {"--node", *wanted.node});
    for (const FailedAction& failure : status.failed_actions) {
        if (wanted.node && *wanted.node != failure.node) continue;
        if (wanted.id && !is_failure_of(failure, *wanted.id, status)) continue;
        plan.change({fmt::format("failed action {} on {}", failure.operation, failure.node),
                     Map{{"exit_status", failure.exit_status}, {"exit_reason", failure.exit_reason}},
                     Value()},
                    {});
    }
    if (plan.changes.empty()) return;
    plan.changes.front().action = [command](HostControl& host) {
        run_or_fail(host, command);
        return Outcome{};
    };
}

}  // namespace

ArgumentList<PcsResourceArguments> PcsResource::table() const {
    using A = PcsResourceArguments;
    ArgumentList<A> list;
    list.add("name", &A::id,
             "The resource's id, or its clone's; cleaned without a name means every resource.")
        .add("state", &A::state,
             "restarted: stopped and started again where it runs, one node after the other, each only when "
             "no other is missing, and until all are back as they were. cleaned: failed actions are "
             "forgotten, so that the cluster "
             "tries again.")
        .add("node", &A::node, "On this node only.")
        .add("timeout", &A::timeout, "Seconds that the restart on one node may take.");
    return list;
}

Plan PcsResource::check(const PcsResourceArguments& wanted, const HostView& host,
                        const CallOptions& options) const {
    Plan plan;
    if (wanted.state == ResourceAction::restarted && !wanted.id)
        throw Failure("pcs_resource: missing argument \"name\": which resource is to be restarted");
    ClusterStatus status;
    try {
        status = ClusterStatus::read(host);
    } catch (const ClusterNotRunning& reason) {
        if (!options.check_mode) throw;
        plan.unknown = reason.what();
        return plan;
    }
    if (wanted.state == ResourceAction::restarted) {
        plan_restart(wanted, status, plan);
    } else {
        plan_cleanup(wanted, status, plan);
    }
    return plan;
}

}  // namespace modules
