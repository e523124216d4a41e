#pragma once

#include "modules/module/TypedModule.hpp"

#include <string>
#include <vector>

namespace modules {

struct PcsStatusArguments {
    std::vector<std::string> nodes_online;
    std::vector<std::string> nodes_offline;
    std::vector<std::string> resources_started;
    std::optional<bool> quorate;
    bool configuration = false;
    std::int64_t timeout = 0;
};

/// What the cluster is doing, as data. Changes nothing; where conditions are named, waits for them.
class PcsStatus final : public TypedModule<PcsStatusArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_status"; }
    [[nodiscard]] std::string_view summary() const override {
        return "The state of a Pacemaker cluster as data: nodes, resources, failed actions, fencing";
    }
    [[nodiscard]] ArgumentList<PcsStatusArguments> table() const override;
    [[nodiscard]] Plan check(const PcsStatusArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
