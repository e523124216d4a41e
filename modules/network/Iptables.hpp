#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

enum class IptablesAction { append, insert };
template <>
struct Words<IptablesAction> {
    static constexpr std::array words{std::pair{std::string_view("append"), IptablesAction::append},
                                      std::pair{std::string_view("insert"), IptablesAction::insert}};
};
enum class IpVersion { ipv4, ipv6 };
template <>
struct Words<IpVersion> {
    static constexpr std::array words{std::pair{std::string_view("ipv4"), IpVersion::ipv4},
                                      std::pair{std::string_view("ipv6"), IpVersion::ipv6}};
};

/// One rule, or one policy, or one chain of the kernel's packet filter, now; it is not kept over a restart.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/iptables_module.html Flushing what is
/// empty is no change here; with chain_management and no rule a chain is made.
class Iptables final : public Module {
  public:
    [[nodiscard]] std::string_view name() const override { return "iptables"; }
    [[nodiscard]] std::string_view summary() const override { return "Rules of the kernel's packet filter"; }
    [[nodiscard]] const std::vector<Argument>& arguments() const override;
    [[nodiscard]] Plan plan(const Value& arguments, const HostView& host,
                            const CallOptions& options) const override;
};

}  // namespace modules
