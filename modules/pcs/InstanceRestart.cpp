#include "modules/pcs/InstanceRestart.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ResourceTargets.hpp"
#include "modules/pcs/ResourceWait.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

namespace modules::pcs {

namespace {

std::size_t promoted_among(const std::vector<InstancePlace>& places) {
    return static_cast<std::size_t>(std::count_if(
        places.begin(), places.end(), [](const InstancePlace& place) { return place.role == "Promoted"; }));
}

bool is_settled(const ClusterStatus& status, const std::string& id) {
    return std::none_of(status.resources.begin(), status.resources.end(),
                        [&](const ResourceInstance& instance) {
                            return is_instance_of(instance, id) &&
                                   (instance.failed || instance.blocked || instance.role == "Starting" ||
                                    instance.role == "Stopping" || instance.pending == "Promoting" ||
                                    instance.pending == "Demoting" || instance.pending == "Starting");
                        });
}

bool runs_on(const ClusterStatus& status, const std::string& id, const std::string& node) {
    const std::vector<InstancePlace> places = instance_places(status, id);
    return std::any_of(places.begin(), places.end(),
                       [&](const InstancePlace& place) { return place.node == node; });
}

/// "vip-db" of "vip-db_start_0".
std::string resource_of(const std::string& operation) {
    const std::size_t interval = operation.rfind('_');
    if (interval == std::string::npos || interval == 0) return operation;
    return operation.substr(0, operation.rfind('_', interval - 1));
}

bool has_failed_on(const ClusterStatus& status, const std::string& id, const std::string& node) {
    return std::any_of(status.failed_actions.begin(), status.failed_actions.end(),
                       [&](const FailedAction& failure) {
                           return failure.node == node && is_failure_of(failure, id, status);
                       });
}

std::vector<std::string> primitives_of(const ClusterStatus& status, const std::string& id) {
    std::vector<std::string> ids;
    for (const ResourceInstance& instance : status.resources)
        if (is_instance_of(instance, id) && std::find(ids.begin(), ids.end(), instance.id) == ids.end())
            ids.push_back(instance.id);
    return ids;
}

std::string failed_actions(const ClusterStatus& status) {
    if (status.failed_actions.empty()) return {};
    return fmt::format("\nfailed actions:\n  {}", fmt::join(status.failures(), "\n  "));
}

/// Asks once a second until the look finds nothing to complain of.
void wait_until(HostControl& host, std::chrono::seconds limit,
                const std::function<std::string(const ClusterStatus&)>& complaint) {
    const double deadline = host.now() + static_cast<double>(limit.count());
    while (true) {
        const ClusterStatus status = ClusterStatus::read(host);
        const std::string complained = complaint(status);
        if (complained.empty()) return;
        if (host.now() >= deadline) throw Failure(complained, status.data());
        host.pause(std::chrono::seconds(1));
    }
}

/// The instance itself may be the one that fails: a restart is then its cure.
void wait_for_others(HostControl& host, const std::string& id, const InstancePlace& place,
                     std::chrono::seconds limit) {
    const CibDocument cib(read_cib(host));
    wait_until(host, limit, [&](const ClusterStatus& status) {
        ClusterStatus with_itself = status;
        for (ResourceInstance& instance : with_itself.resources)
            if (is_instance_of(instance, id) && instance.nodes == std::vector<std::string>{place.node})
                instance.failed = instance.blocked = false;
        const std::vector<std::string> missing =
            missing_targets(resource_targets(cib, with_itself, primitives_of(status, id)), with_itself);
        if (missing.empty()) return std::string();
        return fmt::format(
            "\"{}\" was not restarted on {}: others are missing, still after {} s, and one at a "
            "time is enough:\n  {}{}",
            id, place.node, limit.count(), fmt::join(missing, "\n  "), failed_actions(status));
    });
}

void wait_until_back(HostControl& host, const std::string& id, const InstancePlace& restarted,
                     const std::vector<InstancePlace>& before, std::chrono::seconds limit) {
    const CibDocument cib(read_cib(host));
    wait_until(host, limit, [&](const ClusterStatus& status) {
        const std::vector<InstancePlace> now = instance_places(status, id);
        const bool there = restarted.clone.empty() || runs_on(status, id, restarted.node);
        if (there && now.size() >= before.size() && promoted_among(now) >= promoted_among(before) &&
            is_settled(status, id))
            return std::string();
        return fmt::format("{} s after its restart on {} \"{}\" is not back: {} of {} instances, {} of {} "
                           "promoted. The other nodes were left alone.{}{}",
                           limit.count(), restarted.node, id, now.size(), before.size(), promoted_among(now),
                           promoted_among(before), failed_actions(status),
                           last_words(host, cib, primitives_of(status, id), status));
    });
}

/// One node's instance of a clone: banned there until it is stopped, then let back. `crm_resource --restart
/// --node` does the same, but returns only when every other resource of the node is where it was too, which
/// they need not be.
void bounce(HostControl& host, const std::string& id, const InstancePlace& place,
            std::chrono::seconds limit) {
    const auto crm_resource = [&](const std::string& action) {
        run_or_fail(host, {.program = "crm_resource",
                           .arguments = {action, "--resource", place.clone, "--node", place.node}});
    };
    const bool failed = has_failed_on(ClusterStatus::read(host), id, place.node);
    crm_resource("--ban");
    const double deadline = host.now() + static_cast<double>(limit.count());
    bool stopped = false;
    while (!(stopped = !runs_on(ClusterStatus::read(host), id, place.node)) && host.now() < deadline)
        host.pause(std::chrono::seconds(1));
    if (failed) crm_resource("--cleanup");
    crm_resource("--clear");
    if (!stopped)
        throw Failure(fmt::format(
            "{} s after it was told to, \"{}\" has not stopped on {}. The other nodes were left alone.",
            limit.count(), id, place.node));
}

}  // namespace

bool is_instance_of(const ResourceInstance& instance, const std::string& id) {
    return instance.id == id || instance.clone == id;
}

std::vector<InstancePlace> instance_places(const ClusterStatus& status, const std::string& id) {
    std::vector<InstancePlace> places;
    for (const ResourceInstance& instance : status.resources)
        if (is_instance_of(instance, id) && instance.active)
            for (const std::string& node : instance.nodes)
                places.push_back({node, instance.role, instance.clone});
    std::stable_sort(places.begin(), places.end(), [](const InstancePlace& left, const InstancePlace& right) {
        return left.role != "Promoted" && right.role == "Promoted";
    });
    return places;
}

std::vector<InstancePlace> restartable_places(const ClusterStatus& status, const std::string& id) {
    std::vector<InstancePlace> places = instance_places(status, id);
    const auto any =
        std::find_if(status.resources.begin(), status.resources.end(),
                     [&](const ResourceInstance& instance) { return is_instance_of(instance, id); });
    if (any == status.resources.end() || any->clone.empty()) return places;
    for (const NodeStatus& node : status.nodes)
        if (node.online && !runs_on(status, id, node.name) && has_failed_on(status, id, node.name))
            places.insert(places.begin(), {node.name, "Stopped", any->clone});
    return places;
}

bool is_failure_of(const FailedAction& failure, const std::string& id, const ClusterStatus& status) {
    const std::string operated = resource_of(failure.operation);
    const std::string plain = operated.substr(0, operated.find(':'));
    if (plain == id) return true;
    return std::any_of(status.resources.begin(), status.resources.end(),
                       [&](const ResourceInstance& instance) {
                           return instance.id == plain && is_instance_of(instance, id);
                       });
}

void restart_instance(HostControl& host, const std::string& id, const InstancePlace& place,
                      const std::vector<InstancePlace>& before, std::chrono::seconds limit) {
    host.tell(fmt::format("restarting {} on {}", id, place.node));
    if (place.clone.empty()) {
        run_or_fail(
            host, {.program = "crm_resource",
                   .arguments = {"--restart", "--resource", id, fmt::format("--timeout={}", limit.count())}});
    } else {
        wait_for_others(host, id, place, limit);
        bounce(host, id, place, limit);
    }
    wait_until_back(host, id, place, before, limit);
}

}  // namespace modules::pcs
