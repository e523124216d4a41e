#pragma once

#include "modules/accounts/AccountState.hpp"

namespace modules {

struct AuthorizedKeyArguments {
    std::string user;
    /// One or more lines of authorized_keys.
    std::string key;
    AccountState state = AccountState::present;
    std::optional<std::string> path;
    bool manage_dir = true;
    std::optional<std::string> key_options;
    bool exclusive = false;
    std::optional<std::string> comment;
    bool follow = false;
    bool validate_certs = true;
};

/// Keys that let someone in by ssh.
/// https://docs.ansible.com/ansible/latest/collections/ansible/posix/authorized_key_module.html
class AuthorizedKey final : public TypedModule<AuthorizedKeyArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "authorized_key"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Adds and removes ssh keys that let someone in as a user";
    }
    [[nodiscard]] ArgumentList<AuthorizedKeyArguments> table() const override;
    [[nodiscard]] Plan check(const AuthorizedKeyArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
