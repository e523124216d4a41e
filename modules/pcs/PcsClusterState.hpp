#pragma once

#include "modules/module/TypedModule.hpp"

#include <string>
#include <vector>

namespace modules {

struct PcsClusterStateArguments {
    Map properties;
    Map resource_defaults;
    Map operation_defaults;
    Map node_attributes;
    std::vector<Value> stonith;
    std::vector<Value> stonith_levels;
    std::vector<Value> resources;
    std::vector<Value> groups;
    std::vector<Value> order;
    std::vector<Value> colocation;
    std::vector<Value> location;
    std::int64_t wait = 0;
};

/// A role's whole list of what the cluster's configuration should hold, composed on one copy of the CIB as
/// pcs would, checked by crm_verify and pushed as one patch.
class PcsClusterState final : public TypedModule<PcsClusterStateArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_cluster_state"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Resources, fence devices, constraints and options of a Pacemaker cluster are as declared";
    }
    [[nodiscard]] ArgumentList<PcsClusterStateArguments> table() const override;
    [[nodiscard]] Plan check(const PcsClusterStateArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
