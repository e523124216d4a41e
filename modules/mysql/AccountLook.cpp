#include "modules/mysql/AccountLook.hpp"

#include "modules/mysql/Sql.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <array>

namespace modules::mysql {

namespace {

// https://mariadb.com/kb/en/mysqlglobal_priv-table/ names them so.
enum class SslType : std::int64_t { none = 0, any = 1, x509 = 2, specified = 3 };

std::int64_t number_in(const Value& entry, std::string_view key) {
    const std::optional<Value> found = entry.get(key);
    return found && found->is_integer() ? found->as_integer() : 0;
}

TlsRequirements tls_in(const Value& entry) {
    switch (static_cast<SslType>(number_in(entry, "ssl_type"))) {
    case SslType::none:
        return {};
    case SslType::any:
        return {{"SSL", ""}};
    case SslType::x509:
        return {{"X509", ""}};
    case SslType::specified:
        break;
    }
    TlsRequirements found;
    for (const auto& [word, key] :
         {std::pair{"CIPHER", "ssl_cipher"}, {"ISSUER", "x509_issuer"}, {"SUBJECT", "x509_subject"}})
        if (const std::string text = entry.text_of(key); !text.empty()) found[word] = text;
    return found;
}

ResourceLimits limits_in(const Value& entry) {
    return {{"MAX_QUERIES_PER_HOUR", number_in(entry, "max_questions")},
            {"MAX_UPDATES_PER_HOUR", number_in(entry, "max_updates")},
            {"MAX_CONNECTIONS_PER_HOUR", number_in(entry, "max_connections")},
            {"MAX_USER_CONNECTIONS", number_in(entry, "max_user_connections")}};
}

}  // namespace

std::vector<Account> accounts_named(const Client& client, const std::string& user,
                                    const std::optional<std::string>& host) {
    std::string sql =
        fmt::format("SELECT Host, Priv FROM mysql.global_priv WHERE User = {}", quoted_text(user));
    if (host) sql += fmt::format(" AND Host = {}", quoted_text(*host));
    std::vector<ResultSet> answer;
    try {
        answer = client.look(sql + " ORDER BY Host;\n");
    } catch (const ServerError& error) {
        constexpr int no_such_table = 1146;
        if (error.number() != no_such_table) throw;
        throw Failure(fmt::format("{}: mysql_user needs MariaDB 10.4 or later", error.what()));
    }
    std::vector<Account> accounts;
    for (const ResultSet& rows : answer)
        for (const Row& row : rows) {
            const Value entry = from_json(value_in(row, "Priv").value_or("{}"));
            if (entry.flag("is_role")) continue;
            accounts.push_back(
                {value_in(row, "Host").value_or(""), login_methods(entry), tls_in(entry), limits_in(entry)});
        }
    return accounts;
}

Privileges privileges_of(const Client& client, const std::string& user, const std::string& host) {
    Privileges found;
    for (const ResultSet& rows :
         client.look(fmt::format("SHOW GRANTS FOR {};\n", account(user, host)), Statement::holds_secrets))
        for (const Row& row : rows)
            if (!row.empty()) add_granted(row.front().value.value_or(""), found);
    return found;
}

}  // namespace modules::mysql
