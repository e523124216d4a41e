#include "modules/rabbitmq/RabbitmqClusterState.hpp"

#include "modules/rabbitmq/Rabbitmqctl.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace modules {

namespace {

using namespace rabbitmq;

constexpr std::chrono::milliseconds between_looks{500};

Map map_in(const Value& status, std::string_view key) {
    const std::optional<Value> found = status.get(key);
    return found && found->is_map() ? found->as_map() : Map{};
}

/// The cluster, and where the host's own broker does not answer why.
struct Sight {
    Map data;
    std::string unreachable;
};

Sight look_at_cluster(const RabbitmqClusterStateArguments& wanted, const HostView& host) {
    Value status;
    Sight sight;
    try {
        status = Rabbitmqctl(host, wanted.node).look(host);
    } catch (const BrokerUnreachable& reason) {
        sight.unreachable = reason.what();
    }
    sight.data = {{"running", status.is_map()},
                  {"cluster_name", status.get("cluster_name").value_or(Value())},
                  {"nodes", list_in(status, "nodes")},
                  {"running_nodes", list_in(status, "running_nodes")},
                  {"partitions", map_in(status, "partitions")},
                  {"alarms", list_in(status, "alarms")},
                  {"versions", map_in(status, "versions")}};
    return sight;
}

/// What is not yet as asked for; empty when all is.
std::string unmet(const RabbitmqClusterStateArguments& wanted, const Sight& sight) {
    if (!wanted.wait_for_nodes) return {};
    if (!sight.unreachable.empty()) return sight.unreachable;
    const List& running = sight.data.find("running_nodes")->as_list();
    std::vector<std::string> names;
    for (const Value& node : running)
        names.push_back(node.as_text());
    if (static_cast<std::int64_t>(running.size()) < *wanted.wait_for_nodes)
        return fmt::format("{} of {} nodes run: {}", running.size(), *wanted.wait_for_nodes,
                           fmt::join(names, ", "));
    const Map& partitions = sight.data.find("partitions")->as_map();
    if (partitions.empty()) return {};
    return fmt::format("the cluster is parted: {}", to_json(partitions));
}

Outcome wait_for_nodes(HostControl& control, const RabbitmqClusterStateArguments& wanted) {
    const double deadline = control.now() + static_cast<double>(wanted.timeout);
    std::string told;
    while (true) {
        const Sight sight = look_at_cluster(wanted, control);
        const std::string missing = unmet(wanted, sight);
        if (missing.empty()) return {sight.data, {}, {}};
        if (control.now() >= deadline)
            throw Failure(fmt::format("after {} s: {}", wanted.timeout, missing), sight.data);
        if (missing != told) control.tell(missing);
        told = missing;
        control.pause(between_looks);
    }
}

}  // namespace

ArgumentList<RabbitmqClusterStateArguments> RabbitmqClusterState::table() const {
    using A = RabbitmqClusterStateArguments;
    ArgumentList<A> list;
    list.add("wait_for_nodes", &A::wait_for_nodes,
             "how many nodes must run at least, none parted from another")
        .add("timeout", &A::timeout, "how long to wait for that at most, in seconds; 0: it must be so now")
        .add("node", &A::node, "the Erlang node to ask; else the host's own");
    return list;
}

Plan RabbitmqClusterState::check(const RabbitmqClusterStateArguments& wanted, const HostView& host,
                                 const CallOptions& options) const {
    Plan plan;
    const Sight sight = look_at_cluster(wanted, host);
    plan.data = sight.data;
    const std::string missing = unmet(wanted, sight);
    if (missing.empty()) return plan;
    if (options.check_mode) {
        plan.unknown = missing;
        return plan;
    }
    plan.upkeep([wanted](HostControl& control) { return wait_for_nodes(control, wanted); });
    return plan;
}

}  // namespace modules
