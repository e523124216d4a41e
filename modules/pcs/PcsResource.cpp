#include "modules/pcs/PcsResource.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

using namespace pcs;

/// Where an instance of the resource runs, and as what.
struct Place {
    std::string node;
    std::string role;
    std::string clone;
};

bool is_meant(const ResourceInstance& instance, const std::string& id) {
    return instance.id == id || instance.clone == id;
}

std::vector<Place> places_of(const ClusterStatus& status, const std::string& id) {
    std::vector<Place> places;
    for (const ResourceInstance& instance : status.resources)
        if (is_meant(instance, id) && instance.active)
            for (const std::string& node : instance.nodes)
                places.push_back({node, instance.role, instance.clone});
    // The promoted last: while it restarts another takes over, and only once.
    std::stable_sort(places.begin(), places.end(), [](const Place& left, const Place& right) {
        return left.role != "Promoted" && right.role == "Promoted";
    });
    return places;
}

void require_resource(const ClusterStatus& status, const std::string& id) {
    std::vector<std::string> known;
    for (const ResourceInstance& instance : status.resources) {
        if (is_meant(instance, id)) return;
        known.push_back(instance.id);
    }
    const std::optional<std::string> meant = closest(id, known);
    throw Failure(fmt::format("there is no resource \"{}\" in the cluster{}", id,
                              meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
}

std::size_t promoted_among(const std::vector<Place>& places) {
    return static_cast<std::size_t>(std::count_if(
        places.begin(), places.end(), [](const Place& place) { return place.role == "Promoted"; }));
}

bool is_settled(const ClusterStatus& status, const std::string& id) {
    return std::none_of(status.resources.begin(), status.resources.end(),
                        [&](const ResourceInstance& instance) {
                            return is_meant(instance, id) &&
                                   (instance.failed || instance.blocked || instance.role == "Starting" ||
                                    instance.role == "Stopping" || instance.pending == "Promoting" ||
                                    instance.pending == "Demoting" || instance.pending == "Starting");
                        });
}

/// All instances are back: as many as before, as many of them promoted, and (of a clone) one on the node.
void wait_until_back(HostControl& host, const std::string& id, const Place& restarted,
                     const std::vector<Place>& before, std::chrono::seconds limit) {
    const double deadline = host.now() + static_cast<double>(limit.count());
    while (true) {
        const ClusterStatus status = ClusterStatus::read(host);
        const std::vector<Place> now = places_of(status, id);
        const bool there = restarted.clone.empty() ||
                           std::any_of(now.begin(), now.end(),
                                       [&](const Place& place) { return place.node == restarted.node; });
        if (there && now.size() >= before.size() && promoted_among(now) >= promoted_among(before) &&
            is_settled(status, id))
            return;
        if (host.now() >= deadline)
            throw Failure(
                fmt::format(
                    "{} s after its restart on {} \"{}\" is not back: {} of {} instances, {} of {} "
                    "promoted. The other nodes were left alone.{}",
                    limit.count(), restarted.node, id, now.size(), before.size(), promoted_among(now),
                    promoted_among(before),
                    status.failed_actions.empty()
                        ? std::string()
                        : fmt::format("\nfailed actions:\n  {}", fmt::join(status.failures(), "\n  "))),
                status.data());
        host.pause(std::chrono::seconds(1));
    }
}

bool runs_on(const ClusterStatus& status, const std::string& id, const std::string& node) {
    const std::vector<Place> places = places_of(status, id);
    return std::any_of(places.begin(), places.end(), [&](const Place& place) { return place.node == node; });
}

/// One node's instance of a clone: banned there until it is stopped, then let back. `crm_resource --restart
/// --node` does the same, but returns only when every other resource of the node is where it was too, which
/// they need not be.
void restart_instance(HostControl& host, const std::string& id, const Place& place,
                      std::chrono::seconds limit) {
    const std::vector<std::string> where{"--resource", place.clone, "--node", place.node};
    const auto crm_resource = [&](const std::string& action) {
        Command command{.program = "crm_resource", .arguments = {action}};
        command.arguments.insert(command.arguments.end(), where.begin(), where.end());
        run_or_fail(host, command);
    };
    crm_resource("--ban");
    const double deadline = host.now() + static_cast<double>(limit.count());
    bool stopped = false;
    while (!(stopped = !runs_on(ClusterStatus::read(host), id, place.node)) && host.now() < deadline)
        host.pause(std::chrono::seconds(1));
    crm_resource("--clear");
    if (!stopped)
        throw Failure(fmt::format(
            "{} s after it was told to, \"{}\" has not stopped on {}. The other nodes were left alone.",
            limit.count(), id, place.node));
}

void restart_on(HostControl& host, const std::string& id, const Place& place,
                const std::vector<Place>& before, std::chrono::seconds limit) {
    host.tell(fmt::format("restarting {} on {}", id, place.node));
    if (place.clone.empty())
        run_or_fail(
            host, {.program = "crm_resource",
                   .arguments = {"--restart", "--resource", id, fmt::format("--timeout={}", limit.count())}});
    else
        restart_instance(host, id, place, limit);
    wait_until_back(host, id, place, before, limit);
}

void plan_restart(const PcsResourceArguments& wanted, const ClusterStatus& status, Plan& plan) {
    require_resource(status, *wanted.id);
    const std::vector<Place> before = places_of(status, *wanted.id);
    const std::chrono::seconds limit(wanted.timeout);
    for (const Place& place : before) {
        if (wanted.node && *wanted.node != place.node) continue;
        plan.change({fmt::format("resource {} on {}", *wanted.id, place.node), Map{{"role", place.role}},
                     Map{{"role", place.role}, {"restarted", true}}},
                    [id = *wanted.id, place, before, limit](HostControl& host) {
                        restart_on(host, id, place, before, limit);
                        return Outcome{};
                    });
    }
    if (plan.changes.empty())
        plan.warnings.push_back(fmt::format("\"{}\" does not run{}: there is nothing to restart", *wanted.id,
                                            wanted.node ? " on " + *wanted.node : ""));
}

/// "vip-db" of "vip-db_start_0".
std::string resource_of(const std::string& operation) {
    const std::size_t interval = operation.rfind('_');
    if (interval == std::string::npos || interval == 0) return operation;
    return operation.substr(0, operation.rfind('_', interval - 1));
}

bool belongs_to(const std::string& failed, const std::string& id, const ClusterStatus& status) {
    const std::string plain = failed.substr(0, failed.find(':'));
    if (plain == id) return true;
    return std::any_of(
        status.resources.begin(), status.resources.end(),
        [&](const ResourceInstance& instance) { return instance.id == plain && is_meant(instance, id); });
}

void plan_cleanup(const PcsResourceArguments& wanted, const ClusterStatus& status, Plan& plan) {
    Command command{"crm_resource", {"--cleanup"}, {}, {}, {}, {}, {}};
    if (wanted.id) command.arguments.insert(command.arguments.end(), {"--resource", *wanted.id});
    if (wanted.node) command.arguments.insert(command.arguments.end(), {"--node", *wanted.node});
    for (const FailedAction& failure : status.failed_actions) {
        if (wanted.node && *wanted.node != failure.node) continue;
        if (wanted.id && !belongs_to(resource_of(failure.operation), *wanted.id, status)) continue;
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
             "all "
             "instances are back as they were. cleaned: failed actions are forgotten, so that the cluster "
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
