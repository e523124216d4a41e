#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules::mysql {

/// One way to log in to an account.
struct LoginMethod {
    std::string plugin;
    /// What the plugin compares with: the hash of a password.
    std::string hash;
    friend bool operator==(const LoginMethod&, const LoginMethod&) = default;
};

inline constexpr const char* native_password = "mysql_native_password";

/// What mysql_native_password keeps of a password: * and SHA1(SHA1(password)) in capitals; nothing of an
/// empty one.
/// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html
std::string native_password_hash(const std::string& password);

/// The methods that an entry of mysql.global_priv lists, any of which lets the user in.
/// https://mariadb.com/kb/en/mysqlglobal_priv-table/
std::vector<LoginMethod> login_methods(const Value& entry);

/// What an account's login shall be.
struct WantedLogin {
    /// mysql_native_password where only a password is given.
    std::string plugin = native_password;
    /// Nothing: whatever the plugin compares with now.
    std::optional<std::string> hash = {};
    /// What the plugin is to make its hash of, for those whose hash cannot be made here; a secret.
    std::optional<std::string> text = {};
    /// The account's only method: what a `plugin` asks for, and a password alone does not.
    bool alone = false;
};

bool satisfied(const WantedLogin& wanted, const std::vector<LoginMethod>& present);

/// " IDENTIFIED VIA …", as CREATE USER and ALTER USER take it. Where only a password changes the account's
/// other methods stay: Debian's root logs in by its socket too.
std::string identified(const WantedLogin& wanted, const std::vector<LoginMethod>& present);

}  // namespace modules::mysql
