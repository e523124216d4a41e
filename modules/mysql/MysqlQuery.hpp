#pragma once

#include "modules/mysql/Login.hpp"

namespace modules {

struct MysqlQueryArguments : mysql::Login {
    Value query;
    std::optional<std::string> login_db;
    std::optional<std::vector<Value>> positional_args;
    std::optional<Map> named_args;
    bool single_transaction = false;
};

/// Runs SQL. Queries that only look are run at once, also in check mode, in a transaction in which the server
/// refuses every write; they change nothing. Any other query is a change that cannot be known beforehand.
/// https://docs.ansible.com/ansible/latest/collections/community/mysql/mysql_query_module.html
class MysqlQuery final : public TypedModule<MysqlQueryArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "mysql_query"; }
    [[nodiscard]] std::string_view summary() const override { return "Runs SQL on a MariaDB server"; }
    [[nodiscard]] ArgumentList<MysqlQueryArguments> table() const override;
    /// Schema changes and the like must run to their end.
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] Plan check(const MysqlQueryArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
