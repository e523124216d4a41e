#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>
#include <string>

namespace modules {

enum class LimitType { soft, hard, both };
template <>
struct Words<LimitType> {
    static constexpr std::array words{std::pair{std::string_view("soft"), LimitType::soft},
                                      std::pair{std::string_view("hard"), LimitType::hard},
                                      std::pair{std::string_view("-"), LimitType::both}};
};

struct PamLimitsArguments {
    std::string domain;
    LimitType limit_type = LimitType::soft;
    std::string limit_item;
    std::string value;
    bool use_max = false;
    bool use_min = false;
    bool backup = false;
    std::string dest = "/etc/security/limits.conf";
    std::string comment;
};

/// What sessions may use: one line of limits.conf(5), found by its domain, type and item.
/// https://docs.ansible.com/ansible/latest/collections/community/general/pam_limits_module.html
class PamLimits final : public TypedModule<PamLimitsArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pam_limits"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Sets a limit of what a user's or group's sessions may use";
    }
    [[nodiscard]] ArgumentList<PamLimitsArguments> table() const override;
    [[nodiscard]] Plan check(const PamLimitsArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
