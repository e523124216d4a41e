#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace modules {

enum class ClusterGoal { started, present, stopped, cleared };
template <>
struct Words<ClusterGoal> {
    static constexpr std::array words{
        std::pair{"started", ClusterGoal::started}, std::pair{"present", ClusterGoal::present},
        std::pair{"stopped", ClusterGoal::stopped}, std::pair{"cleared", ClusterGoal::cleared}};
};

struct PcsClusterArguments {
    std::optional<std::string> cluster_name;
    std::vector<Value> nodes;
    ClusterGoal state = ClusterGoal::started;
    std::optional<std::string> transport;
    Map transport_options;
    Map link;
    Map crypto;
    Map totem;
    Map quorum;
    bool enabled = true;
    bool force_replace = false;
    std::int64_t wait = 120;
};

/// A corosync and Pacemaker cluster of the named nodes exists, runs on all of them and has quorum.
class PcsCluster final : public TypedModule<PcsClusterArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_cluster"; }
    [[nodiscard]] std::string_view summary() const override {
        return "A Pacemaker cluster of the named nodes exists, runs and has quorum";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<PcsClusterArguments> table() const override;
    [[nodiscard]] Plan check(const PcsClusterArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
