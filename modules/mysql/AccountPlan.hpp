#pragma once

#include "modules/mysql/AccountLook.hpp"
#include "modules/mysql/MysqlUser.hpp"

namespace modules::mysql {

/// One look of the `mysql_user` module: what differs, and the statements that mend it.
class AccountPlan {
  public:
    AccountPlan(const MysqlUserArguments& wanted, Client client);
    [[nodiscard]] Plan plan() const;

  private:
    /// What is to be done with one account.
    struct Edit {
        Map before;
        Map after;
        std::vector<std::string> statements;
        bool password_changed = false;
        void differ(const std::string& what, Value was, Value is);
    };

    [[nodiscard]] Edit creation() const;
    [[nodiscard]] Edit modification(const Account& present) const;
    [[nodiscard]] bool login_differs(const Account& present) const;
    /// What follows IDENTIFIED in CREATE USER and ALTER USER: REQUIRE … WITH …, where it is asked for and
    /// differs.
    void add_conditions(const Account& present, Edit& edit, std::string& clause) const;
    void add_privileges(const Privileges& present, const std::string& host, Edit& edit) const;
    void add_change(Plan& plan, const std::string& host, Edit edit) const;
    [[nodiscard]] Plan removal(const std::vector<Account>& present) const;

    MysqlUserArguments wanted_;
    Client client_;
    std::optional<WantedLogin> login_;
    std::optional<Privileges> privileges_;
    std::optional<TlsRequirements> tls_;
    ResourceLimits limits_;
};

}  // namespace modules::mysql
