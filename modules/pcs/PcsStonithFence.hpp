#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>
#include <string>
#include <utility>

namespace modules {

enum class FenceAction { reboot, off, on };
template <>
struct Words<FenceAction> {
    static constexpr std::array words{std::pair{"reboot", FenceAction::reboot},
                                      std::pair{"off", FenceAction::off}, std::pair{"on", FenceAction::on}};
};

struct PcsStonithFenceArguments {
    std::string node;
    FenceAction action = FenceAction::reboot;
    std::int64_t unless_proved_within = 0;
    std::int64_t timeout = 120;
};

/// Fences a node, and takes it as done only when the cluster's fencing history says so.
class PcsStonithFence final : public TypedModule<PcsStonithFenceArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_stonith_fence"; }
    [[nodiscard]] std::string_view summary() const override {
        return "A cluster node is fenced: its power is cut, and the fencing history proves it";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<PcsStonithFenceArguments> table() const override;
    [[nodiscard]] Plan check(const PcsStonithFenceArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
