#pragma once

#include "modules/mysql/Login.hpp"

namespace modules {

enum class MysqlUserState { absent, present };
template <>
struct Words<MysqlUserState> {
    static constexpr std::array words{std::pair{"absent", MysqlUserState::absent},
                                      std::pair{"present", MysqlUserState::present}};
};

enum class MysqlPasswordUpdate { always, on_create };
template <>
struct Words<MysqlPasswordUpdate> {
    static constexpr std::array words{std::pair{"always", MysqlPasswordUpdate::always},
                                      std::pair{"on_create", MysqlPasswordUpdate::on_create}};
};

struct MysqlUserArguments : mysql::Login {
    std::string name;
    std::string host = "localhost";
    bool host_all = false;
    std::optional<SecretText> password;
    bool encrypted = false;
    std::optional<std::string> plugin;
    std::optional<SecretText> plugin_hash_string;
    std::optional<SecretText> plugin_auth_string;
    std::optional<Value> priv;
    bool append_privs = false;
    std::optional<Map> tls_requires;
    std::optional<Map> resource_limits;
    MysqlUserState state = MysqlUserState::present;
    MysqlPasswordUpdate update_password = MysqlPasswordUpdate::always;
    bool sql_log_bin = true;
    bool check_implicit_admin = false;
    bool column_case_sensitive = false;
};

/// Accounts of MariaDB 10.4 or later, and what they may. Passwords are compared by their hashes, and only a
/// hash is sent. https://docs.ansible.com/ansible/latest/collections/community/mysql/mysql_user_module.html
class MysqlUser final : public TypedModule<MysqlUserArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "mysql_user"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Accounts of a MariaDB server, their passwords and privileges";
    }
    [[nodiscard]] ArgumentList<MysqlUserArguments> table() const override;
    [[nodiscard]] Plan check(const MysqlUserArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
