// The modules against a real MariaDB server, started here on a data directory of its own. Hidden unless asked
// for, because it needs the server's package.

#include "modules/mysql/GaleraState.hpp"
#include "modules/mysql/MysqlDb.hpp"
#include "modules/mysql/MysqlQuery.hpp"
#include "modules/mysql/MysqlUser.hpp"
#include "modules/mysql/MysqlVariables.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/mysql/TestServer.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace modules;

namespace {

const MysqlDb database;
const MysqlUser user;
const MysqlQuery query;
const MysqlVariables variables;
const GaleraState galera;

ModuleResult call(const Module& module, const Value& arguments, Run mode) {
    PosixHost host;
    return run(module, arguments, host, mode, {});
}

/// Checked, applied and checked again: what converges() asks for, on a real server.
ModuleResult brought_about(const Module& module, const Value& arguments) {
    INFO(module.name() << ' ' << to_json(arguments));
    const ModuleResult announced = call(module, arguments, Run::check);
    INFO("check: " << to_json(to_value(announced)));
    REQUIRE(!announced.failure);
    ModuleResult result = call(module, arguments, Run::apply);
    INFO("apply: " << to_json(to_value(result)));
    REQUIRE(!result.failure);
    CHECK(result.changed == announced.changed);
    const ModuleResult second = call(module, arguments, Run::check);
    INFO("second check: " << to_json(to_value(second)));
    CHECK(!second.failure);
    CHECK(!second.changed);
    return result;
}

/// The only column of the only row.
Value asked(const TestServer& server, const std::string& sql) {
    const ModuleResult result = call(query, server.arguments({{"query", sql}}), Run::apply);
    INFO(sql << ' ' << to_json(to_value(result)));
    REQUIRE(!result.failure);
    const Value rows = result.data.find("query_result")->as_list().at(0);
    REQUIRE(rows.as_list().size() == 1);
    return rows.as_list().front().as_map().begin()->second;
}

std::vector<std::string> grants_of(const TestServer& server, const std::string& account) {
    const ModuleResult result =
        call(query, server.arguments({{"query", "SHOW GRANTS FOR " + account}}), Run::apply);
    REQUIRE(!result.failure);
    std::vector<std::string> lines;
    for (const Value& row : result.data.find("query_result")->as_list().at(0).as_list())
        lines.push_back(row.as_map().begin()->second.as_text());
    return lines;
}

bool logs_in(const TestServer& server, const std::string& name, const std::string& password) {
    return !call(query,
                 server.arguments({{"login_user", name},
                                   {"login_password", Value::secret(password)},
                                   {"query", "SELECT 1"}}),
                 Run::apply)
                .failure;
}

void databases(const TestServer& server) {
    CHECK(brought_about(database, server.arguments({{"name", List{"one", "t`w.o"}}, {"encoding", "utf8mb4"}}))
              .changed);
    CHECK(asked(server,
                "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ('one', 't`w.o')") ==
          Value(2));
    const ModuleResult again =
        call(database, server.arguments({{"name", "one"}, {"encoding", "latin1"}}), Run::apply);
    CHECK(!again.changed);
    CHECK(again.warnings ==
          std::vector<std::string>{"the encoding of the database one is utf8mb4, not latin1; that of a "
                                   "database that is there is not changed"});
    CHECK(brought_about(database, server.arguments({{"name", "t`w.o"}, {"state", "absent"}})).changed);
    CHECK(call(database, server.arguments({{"name", "x"}, {"encoding", "klingon"}}), Run::apply).failure ==
          "Unknown character set: 'klingon' (error 1115)");
}

void passwords(const TestServer& server) {
    const std::string password = "a\"b'c\\d #e;f\nü";
    const auto arguments = [&](const std::string& text) {
        return server.arguments({{"name", "bob"}, {"password", Value::secret(text)}});
    };
    CHECK(brought_about(user, arguments(password)).data.find("password_changed")->as_boolean());
    CHECK(logs_in(server, "bob", password));
    CHECK(!logs_in(server, "bob", "wrong"));
    CHECK(!call(user, arguments(password), Run::apply).changed);
    CHECK(brought_about(user, arguments("another")).changed);
    CHECK(logs_in(server, "bob", "another"));
    // The other ways into an account stay when its password changes.
    call(query,
         server.arguments({{"query", "ALTER USER bob@localhost IDENTIFIED VIA unix_socket OR "
                                     "mysql_native_password USING PASSWORD('old')"}}),
         Run::apply);
    CHECK(brought_about(user, arguments("newer")).changed);
    CHECK(asked(server,
                "SELECT JSON_VALUE(Priv, '$.auth_or[0].plugin') FROM mysql.global_priv WHERE User = 'bob'") ==
          Value("unix_socket"));
    CHECK(brought_about(user, server.arguments({{"name", "sock"}, {"plugin", "unix_socket"}})).changed);
    CHECK(brought_about(user, server.arguments({{"name", "bob"}, {"plugin", "unix_socket"}})).changed);
    CHECK(brought_about(
              user, server.arguments({{"name", "ed"}, {"plugin", "ed25519"}, {"plugin_auth_string", "x"}}))
              .changed);
    CHECK(logs_in(server, "ed", "x"));
}

void privileges(const TestServer& server) {
    const auto granted = [&](Value priv, bool append = false) {
        return brought_about(user, server.arguments({{"name", "priv"},
                                                     {"host", "10.%"},
                                                     {"password", "p"},
                                                     {"priv", std::move(priv)},
                                                     {"append_privs", append}}))
            .changed;
    };
    call(query,
         server.arguments(
             {{"query", List{"CREATE TABLE one.t (a INT, b INT)", "CREATE PROCEDURE one.p() SELECT 1"}}}),
         Run::apply);
    CHECK(granted("*.*:PROCESS,replication client/one.*:ALL,GRANT/`one`.t:select(a,B),insert"));
    CHECK(grants_of(server, "priv@'10.%'").size() == 3);
    CHECK(!granted("one.*:GRANT,ALL PRIVILEGES/one.t:INSERT,SELECT(b),select(a)/*.*:BINLOG MONITOR,PROCESS"));
    CHECK(granted("one.*:SELECT", true) == false);
    CHECK(granted("other.*:SELECT", true));
    CHECK(granted(Map{{"one.*", "SELECT,DELETE"}, {"PROCEDURE one.p", List{"ALL"}}}));
    CHECK(grants_of(server, "priv@'10.%'").at(1) == "GRANT SELECT, DELETE ON `one`.* TO `priv`@`10.%`");
    CHECK(grants_of(server, "priv@'10.%'").size() == 3);
    CHECK(granted("one.*:SELECT,GRANT"));
    CHECK(granted("*.*:USAGE"));
    CHECK(grants_of(server, "priv@'10.%'").size() == 1);
}

void conditions(const TestServer& server) {
    const auto required = [&](Map tls, Map limits) {
        return brought_about(user, server.arguments(
                                       {{"name", "tls"}, {"tls_requires", tls}, {"resource_limits", limits}}))
            .changed;
    };
    CHECK(required({{"subject", "/CN=x"}, {"ISSUER", "y"}}, {{"MAX_QUERIES_PER_HOUR", 5}}));
    CHECK(required({{"x509", Value()}}, {{"max_queries_per_hour", "0"}, {"MAX_USER_CONNECTIONS", 3}}));
    CHECK(required({{"ssl", Value()}}, {}));
    CHECK(required({}, {}));
    CHECK(brought_about(user, server.arguments({{"name", "tls"}, {"state", "absent"}})).changed);
}

void looks(const TestServer& server) {
    const Value sql = "SELECT 1 AS n, 1.5 AS d, 'x<&>' AS t, NULL AS nothing, '1' AS text, -7 AS m, "
                      "18446744073709551615 AS big";
    const ModuleResult result = call(query, server.arguments({{"query", sql}}), Run::check);
    REQUIRE(!result.failure);
    CHECK(!result.changed);
    CHECK(result.data.find("query_result")->as_list().at(0).as_list().at(0) ==
          Value(Map{{"n", 1},
                    {"d", 1.5},
                    {"t", "x<&>"},
                    {"nothing", nullptr},
                    {"text", "1"},
                    {"m", -7},
                    {"big", "18446744073709551615"}}));
    const Value filled = server.arguments(
        {{"query", "SELECT %s AS a, %s AS b, '100%%' AS c"}, {"positional_args", List{"it's \\ \"q\"", 3}}});
    CHECK(call(query, filled, Run::apply).data.find("query_result")->as_list().at(0).as_list().at(0) ==
          Value(Map{{"a", "it's \\ \"q\""}, {"b", 3}, {"c", "100%"}}));
    // What only seems to look is stopped by the server.
    CHECK(call(query, server.arguments({{"query", "SELECT 1; DROP DATABASE one"}}), Run::check)
              .failure->starts_with("You have an error in your SQL syntax"));
    call(query,
         server.arguments({{"login_db", "one"},
                           {"query", "CREATE FUNCTION f() RETURNS INT BEGIN DELETE FROM t; RETURN 1; END"}}),
         Run::apply);
    CHECK(call(query, server.arguments({{"query", "SELECT one.f()"}}), Run::apply).failure ==
          "Cannot execute statement in a READ ONLY transaction (error 1792)");
}

void writes(const TestServer& server) {
    const auto applied = [&](Value sql, bool single = false) {
        return call(query,
                    server.arguments(
                        {{"login_db", "one"}, {"query", std::move(sql)}, {"single_transaction", single}}),
                    Run::apply);
    };
    CHECK(call(query, server.arguments({{"query", "DROP DATABASE one"}}), Run::check).changed);
    CHECK(asked(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'one'") ==
          Value(1));
    CHECK(applied("CREATE TABLE w (a INT PRIMARY KEY)").changed);
    const ModuleResult inserted =
        applied(List{"INSERT INTO w VALUES (1), (2)", "SELECT a FROM w ORDER BY a"});
    CHECK(inserted.changed);
    CHECK(*inserted.data.find("rowcount") == Value(List{2, 2}));
    CHECK(inserted.data.find("query_result")->as_list().at(1) ==
          Value(List{Map{{"a", "1"}}, Map{{"a", "2"}}}));
    CHECK(!applied("UPDATE w SET a = 1 WHERE a = 1").changed);
    CHECK(!applied("INSERT IGNORE INTO w VALUES (1)").changed);
    CHECK(applied(List{"DELETE FROM w", "INSERT INTO nowhere VALUES (1)"}, true).failure ==
          "Table 'one.nowhere' doesn't exist (error 1146)");
    CHECK(asked(server, "SELECT COUNT(*) FROM one.w") == Value(2));
}

void files(const TestServer& server) {
    for (const std::string ending : {"", ".gz"}) {
        INFO("dump.sql" << ending);
        const std::string target = server.folder() / ("dump.sql" + ending);
        const ModuleResult dumped = call(
            database, server.arguments({{"name", "one"}, {"state", "dump"}, {"target", target}}), Run::apply);
        INFO(to_json(to_value(dumped)));
        REQUIRE(!dumped.failure);
        CHECK(std::filesystem::status(target).permissions() == std::filesystem::perms(0600));
        brought_about(database, server.arguments({{"name", "copy"}}));
        const ModuleResult imported =
            call(database, server.arguments({{"name", "copy"}, {"state", "import"}, {"target", target}}),
                 Run::apply);
        INFO(to_json(to_value(imported)));
        CHECK(imported.changed);
        CHECK(!imported.failure);
        CHECK(asked(server, "SELECT COUNT(*) FROM copy.w") == Value(2));
        brought_about(database, server.arguments({{"name", "copy"}, {"state", "absent"}}));
    }
    const std::string missing = server.folder() / "none.sql";
    CHECK(call(database, server.arguments({{"name", "nowhere"}, {"state", "dump"}, {"target", missing}}),
               Run::apply)
              .failure);
    CHECK(!std::filesystem::exists(missing));
    CHECK(!std::filesystem::exists(missing + ".partial"));
}

void global_variables(const TestServer& server) {
    const auto set = [&](const char* name, const char* value) {
        return brought_about(variables, server.arguments({{"variable", name}, {"value", value}})).changed;
    };
    CHECK(set("max_connections", "99"));
    CHECK(!set("max_connections", "99"));
    CHECK(set("slow_query_log", "yes"));
    CHECK(!set("slow_query_log", "1"));
    CHECK(set("max_allowed_packet", "32M"));
    CHECK(set("binlog_format", "row"));
    CHECK(
        *call(variables, server.arguments({{"variable", "max_connections"}}), Run::check).data.find("msg") ==
        Value("99"));
    CHECK(call(variables, server.arguments({{"variable", "datadir"}, {"value", "/x"}}), Run::check)
              .failure->ends_with("can only be set when the server starts: write it into an option file and "
                                  "restart the server"));
    const ModuleResult rounded = call(
        variables, server.arguments({{"variable", "max_allowed_packet"}, {"value", "1025"}}), Run::apply);
    CHECK(rounded.warnings ==
          std::vector<std::string>{"the server made 1024 of max_allowed_packet = 1025: ask for that, or "
                                   "every run will change it"});
}

void without_a_server(const TestServer& server) {
    const ModuleResult refused = call(database, server.arguments({{"name", "one"}}), Run::apply);
    CHECK(refused.failure == "the database server does not answer at the socket " + server.socket() +
                                 ": Can't connect to local server through socket '" + server.socket() +
                                 "' (2) (error 2002)");
    CHECK(call(database, server.arguments({{"name", "one"}}), Run::check).unknown == refused.failure);
}

}  // namespace

TEST_CASE("The mysql modules bring a real server to what is asked for, and then nothing differs",
          "[.][live]") {
    if (!TestServer::available()) {
        WARN("not tried, for want of MariaDB's server: mariadbd, mariadb-install-db, mariadb");
        return;
    }
    TestServer server;
    databases(server);
    passwords(server);
    privileges(server);
    conditions(server);
    looks(server);
    writes(server);
    files(server);
    global_variables(server);
    CHECK(call(galera, server.arguments({}), Run::apply).data.find("running")->as_boolean());
    server.stop();
    without_a_server(server);
}
