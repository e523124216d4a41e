#pragma once

#include "modules/accounts/AccountState.hpp"

namespace modules {

enum class UpdatePassword { always, on_create };

template <>
struct Words<UpdatePassword> {
    static constexpr std::array words{std::pair{std::string_view("always"), UpdatePassword::always},
                                      std::pair{std::string_view("on_create"), UpdatePassword::on_create}};
};

struct UserArguments {
    std::string name;
    AccountState state = AccountState::present;
    std::optional<std::int64_t> uid;
    bool non_unique = false;
    std::optional<std::string> group;
    std::optional<std::vector<std::string>> groups;
    bool append = false;
    std::optional<std::string> comment;
    std::optional<std::string> home;
    bool create_home = true;
    bool move_home = false;
    std::optional<std::string> skeleton;
    std::optional<std::string> umask;
    std::optional<std::string> shell;
    std::optional<std::string> seuser;
    bool system = false;
    bool local = false;
    /// A hash as crypt(5) describes it.
    std::optional<SecretText> password;
    UpdatePassword update_password = UpdatePassword::always;
    std::optional<bool> password_lock;
    std::optional<std::int64_t> password_expire_min;
    std::optional<std::int64_t> password_expire_max;
    /// Seconds since the epoch; below zero: never.
    std::optional<double> expires;
    bool force = false;
    bool remove = false;
    bool generate_ssh_key = false;
    std::int64_t ssh_key_bits = 0;
    std::string ssh_key_type = "rsa";
    std::optional<std::string> ssh_key_file;
    std::optional<std::string> ssh_key_comment;
    std::optional<SecretText> ssh_key_passphrase;
};

/// Users. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/user_module.html
class UserModule final : public TypedModule<UserArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "user"; }
    [[nodiscard]] std::string_view summary() const override { return "Makes, changes and removes users"; }
    [[nodiscard]] ArgumentList<UserArguments> table() const override;
    [[nodiscard]] Plan check(const UserArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
