#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

struct KnownHostsArguments {
    std::string name;
    std::optional<std::string> key;
    std::string path = "~/.ssh/known_hosts";
    bool hash_host = false;
    Presence state = Presence::present;
};

/// The keys by which ssh knows a host. A key of the same type replaces the one that is there.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/known_hosts_module.html
class KnownHosts final : public TypedModule<KnownHostsArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "known_hosts"; }
    [[nodiscard]] std::string_view summary() const override { return "Keys of hosts in a known_hosts file"; }
    [[nodiscard]] ArgumentList<KnownHostsArguments> table() const override;
    [[nodiscard]] Plan check(const KnownHostsArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
