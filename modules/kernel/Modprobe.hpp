#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

enum class ModprobePersistence { disabled, present, absent };
template <>
struct Words<ModprobePersistence> {
    static constexpr std::array words{std::pair{std::string_view("disabled"), ModprobePersistence::disabled},
                                      std::pair{std::string_view("present"), ModprobePersistence::present},
                                      std::pair{std::string_view("absent"), ModprobePersistence::absent}};
};

struct ModprobeArguments {
    std::string name;
    Presence state = Presence::present;
    std::string params;
    ModprobePersistence persistent = ModprobePersistence::disabled;
};

/// Modules of the kernel: whether one is loaded now, and whether it is at every start (modules-load.d(5),
/// modprobe.d(5)). Parameters of a module that is loaded already are not looked at, as in Ansible.
/// https://docs.ansible.com/ansible/latest/collections/community/general/modprobe_module.html
class Modprobe final : public TypedModule<ModprobeArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "modprobe"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Loads and unloads modules of the kernel";
    }
    [[nodiscard]] ArgumentList<ModprobeArguments> table() const override;
    [[nodiscard]] Plan check(const ModprobeArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
