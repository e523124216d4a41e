#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct SetupArguments {
    std::vector<std::string> gather_subset = {"all"};
    std::vector<std::string> filter;
    std::string fact_path = "/etc/ansible/facts.d";
    std::int64_t gather_timeout = 10;
};

/// What a host is (ansible.builtin.setup): facts with Ansible's names and shapes, read from /proc, /sys and
/// /etc in a few milliseconds. There is no Python on the host's side, so there are no facts about one.
class Setup final : public TypedModule<SetupArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "setup"; }
    [[nodiscard]] std::string_view summary() const override { return "Gathers facts about a host"; }
    [[nodiscard]] ArgumentList<SetupArguments> table() const override;
    [[nodiscard]] Plan check(const SetupArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
