#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

enum class SysctlState { present, absent };
template <>
struct Words<SysctlState> {
    static constexpr std::array words{std::pair{"present", SysctlState::present},
                                      std::pair{"absent", SysctlState::absent}};
};

struct SysctlArguments {
    std::string name;
    std::optional<Value> value;
    SysctlState state = SysctlState::present;
    std::string file = "/etc/sysctl.conf";
    bool set_now = false;
    bool reload = true;
    bool ignore_errors = false;
};

/// A kernel setting in a sysctl.conf(5), and in the running kernel (ansible.posix.sysctl).
class Sysctl final : public TypedModule<SysctlArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "sysctl"; }
    [[nodiscard]] std::string_view summary() const override { return "Sets what the kernel lets one tune"; }
    [[nodiscard]] ArgumentList<SysctlArguments> table() const override;
    [[nodiscard]] Plan check(const SysctlArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
