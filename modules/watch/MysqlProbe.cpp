#include "modules/watch/MysqlProbe.hpp"

#include "modules/mysql/Sql.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <set>

namespace modules::watch {

namespace {

constexpr int denied = 1045;
constexpr int denied_without_password = 1698;
constexpr int unknown_database = 1049;
constexpr int unknown_table = 1146;

}  // namespace

MysqlProbe::MysqlProbe(const WatchedService& service, const Mark& mark, HostControl& control)
    : service_(service), control_(control),
      table_(mysql::quoted_name(*service.database) + '.' + mysql::quoted_name(mark.name)) {}

mysql::Client MysqlProbe::client(const std::string& host, const Deadline& deadline) const {
    mysql::Login login;
    login.login_user = service_.user;
    login.login_password = service_.password.value_or(SecretText{});
    // By that name the client means the socket.
    login.login_host = host == "localhost" ? "127.0.0.1" : host;
    login.login_port = service_.port;
    login.connect_timeout = std::chrono::ceil<std::chrono::seconds>(deadline.left()).count();
    login.config_file.clear();
    mysql::Client client(login, control_);
    client.set_limit(deadline.left());
    return client;
}

void MysqlProbe::attempt(const std::string& host, std::int64_t number, const Deadline& deadline) {
    std::string sql = "SET SESSION autocommit=1;\n";
    if (!table_made_)
        sql += fmt::format("CREATE TABLE IF NOT EXISTS {} (n BIGINT PRIMARY KEY) ENGINE=InnoDB;\n", table_);
    sql +=
        fmt::format("INSERT INTO {0} (n) VALUES ({1});\nSELECT n FROM {0} WHERE n = {1};\n", table_, number);
    tried_ = true;
    std::vector<mysql::ResultSet> answers;
    try {
        answers = client(host, deadline).change(control_, sql);
    } catch (const mysql::ServerUnreachable&) {
        // It names the place.
        throw;
    } catch (const mysql::ServerError& error) {
        if (error.number() != denied && error.number() != denied_without_password)
            throw Failure(fmt::format("{}: {}", place_of(host, service_), error.what()));
        throw Failure(fmt::format("{} does not take the user {} with this password (error {})",
                                  place_of(host, service_), *service_.user, error.number()));
    }
    table_made_ = true;
    acknowledged_.push_back(number);
    if (answers.size() != 1 || answers.front().size() != 1)
        throw Failure(fmt::format("{} does not give back what was just written", place_of(host, service_)));
}

std::int64_t MysqlProbe::lost(const std::string& host, const Deadline& deadline) {
    std::set<std::int64_t> found;
    try {
        for (const mysql::ResultSet& answer :
             client(host, deadline).look(fmt::format("SELECT n FROM {}", table_)))
            for (const mysql::Row& row : answer)
                found.insert(whole_number(mysql::value_in(row, "n").value_or("")).value_or(-1));
    } catch (const mysql::ServerError& error) {
        if (error.number() != unknown_database && error.number() != unknown_table) throw;
    }
    return std::count_if(acknowledged_.begin(), acknowledged_.end(),
                         [&](std::int64_t number) { return !found.contains(number); });
}

void MysqlProbe::clean_up(const std::string& host, const Deadline& deadline) {
    if (!tried_) return;
    client(host, deadline).change(control_, fmt::format("DROP TABLE IF EXISTS {};\n", table_));
}

}  // namespace modules::watch
