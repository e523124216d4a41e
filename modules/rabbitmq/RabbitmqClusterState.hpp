#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct RabbitmqClusterStateArguments {
    std::optional<std::int64_t> wait_for_nodes;
    // Seconds.
    std::int64_t timeout = 300;
    std::optional<std::string> node;
};

/// What a cluster of RabbitMQ brokers is, as this host's broker sees it; where a number of nodes is named,
/// waits until as many run and none is parted from another. Changes nothing.
///
/// The result:
///   running        the host's own broker runs
///   cluster_name   null where it does not
///   nodes, running_nodes   lists of names (rabbit@controller1)
///   partitions     a mapping of a node to those that it lost; empty is well
///   alarms         a list of mappings (node, resource, type); empty is well
///   versions       a mapping of a node to its rabbitmq_version
/// https://www.rabbitmq.com/clustering.html
class RabbitmqClusterState final : public TypedModule<RabbitmqClusterStateArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "rabbitmq_cluster_state"; }
    [[nodiscard]] std::string_view summary() const override {
        return "The state of a RabbitMQ cluster as data; waits for a number of nodes where one is named";
    }
    [[nodiscard]] ArgumentList<RabbitmqClusterStateArguments> table() const override;
    [[nodiscard]] Plan check(const RabbitmqClusterStateArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
