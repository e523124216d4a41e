#pragma once

#include "modules/accounts/AccountState.hpp"

namespace modules {

struct GroupArguments {
    std::string name;
    AccountState state = AccountState::present;
    std::optional<std::int64_t> gid;
    bool system = false;
    bool non_unique = false;
    bool local = false;
    bool force = false;
};

/// Groups of users. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/group_module.html
class GroupModule final : public TypedModule<GroupArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "group"; }
    [[nodiscard]] std::string_view summary() const override { return "Makes and removes groups of users"; }
    [[nodiscard]] ArgumentList<GroupArguments> table() const override;
    [[nodiscard]] Plan check(const GroupArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
