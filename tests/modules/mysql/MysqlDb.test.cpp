#include "modules/mysql/MysqlDb.hpp"

#include "tests/modules/mysql/FakeServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace modules;

namespace {

const MysqlDb module;

/// Knows databases by CREATE and DROP.
class Databases {
  public:
    explicit Databases(FakeHost& host) : server(host) {
        server.answer("information_schema.SCHEMATA", [this] {
            FakeServer::Rows rows;
            for (const std::string& name : names)
                rows.push_back({{"SCHEMA_NAME", name},
                                {"DEFAULT_CHARACTER_SET_NAME", "utf8mb3"},
                                {"DEFAULT_COLLATION_NAME", "utf8mb3_general_ci"}});
            return rows;
        });
        server.on("CREATE DATABASE `", [this](const std::string& sql) { names.insert(name_in(sql)); });
        server.on("DROP DATABASE `", [this](const std::string& sql) { names.erase(name_in(sql)); });
    }
    std::set<std::string> names;
    FakeServer server;

  private:
    static std::string name_in(const std::string& sql) {
        const std::size_t from = sql.find('`') + 1;
        return sql.substr(from, sql.find('`', from) - from);
    }
};

}  // namespace

TEST_CASE("Databases are made and removed, each that is missing or too many") {
    FakeHost host;
    Databases databases(host);
    databases.names = {"b"};
    const ModuleResult made = converges(
        module, Map{{"name", List{"a", "b"}}, {"encoding", "utf8"}, {"collation", "utf8_general_ci"}}, host);
    CHECK(databases.server.statements() ==
          std::vector<std::string>{"CREATE DATABASE `a` CHARACTER SET `utf8` COLLATE `utf8_general_ci`"});
    CHECK(*made.data.find("db") == Value("a b"));
    converges(module, Map{{"name", "a,b"}, {"state", "absent"}, {"sql_log_bin", false}}, host);
    CHECK(databases.names.empty());
}

TEST_CASE("The password is in no argument, no environment and no input") {
    FakeHost host;
    Databases databases(host);
    converges(module,
              Map{{"name", "a"}, {"login_user", "root"}, {"login_password", Value::secret("s3cret-word")}},
              host);
    for (const std::vector<Command>* commands : {&host.queried(), &host.ran()})
        for (const Command& command : *commands) {
            for (const std::string& argument : command.arguments)
                CHECK(argument.find("s3cret-word") == std::string::npos);
            CHECK(command.environment.empty());
            CHECK(command.input.find("s3cret-word") == std::string::npos);
            CHECK(command.secret.find("password=\"s3cret-word\"\n") != std::string::npos);
        }
}

TEST_CASE("A server that does not answer is a failure, and in check mode not yet known") {
    FakeHost host;
    Databases databases(host);
    databases.server.fail_with(
        "ERROR 2002 (HY000): Can't connect to local server through socket '/run/x' (2)");
    const Value wanted = Map{{"name", "a"}, {"login_unix_socket", "/run/x"}};
    const std::string reason =
        "the database server does not answer at the socket /run/x: Can't connect to local server "
        "through socket '/run/x' (2) (error 2002)";
    CHECK(applied(module, wanted, host).failure == reason);
    CHECK(checked(module, wanted, host).unknown == reason);
    databases.server.fail_with(
        "--------------\nSELECT 1\n--------------\n\nERROR 1698 (28000): Access denied for user 'x'@'y'");
    CHECK(failure_of(module, wanted, host) ==
          "Access denied for user 'x'@'y' (error 1698): login_user and login_password, or "
          "what ~/.my.cnf says, are not taken by the server at the socket /run/x");
    FakeHost bare;
    CHECK(applied(module, wanted, bare).failure ==
          "neither mariadb nor mysql is installed here; Debian's package is mariadb-client");
}

TEST_CASE("What cannot be meant is refused") {
    FakeHost host;
    CHECK(failure_of(module, Map{{"name", "all"}}, host) ==
          "argument \"name\": \"all\" stands alone, and only where the state is dump or import");
    CHECK(failure_of(module, Map{{"name", "a"}, {"state", "dump"}}, host) ==
          "argument \"target\" is needed where a file is dumped or imported");
    CHECK(failure_of(module, Map{{"name", "--help"}, {"state", "dump"}, {"target", "/x"}}, host) ==
          "argument \"name\": cannot begin with \"-\": --help");
}

TEST_CASE("A dump replaces what was there only once it is whole") {
    FakeHost host;
    Databases databases(host);
    host.add_program("mariadb-dump").add_program("gzip").add_file("/d.sql.gz", "old");
    bool good = false;
    host.on_run("bash", {"-c"}, [&](const Command& command) {
        CHECK(command.arguments.at(1) == R"(set -o pipefail; path=$1; shift; "$@" | gzip -c > "$path")");
        CHECK(command.arguments.at(3) == "/d.sql.gz.partial");
        ProcessResult result;
        result.status = good ? 0 : 2;
        result.error = good ? "" : "mariadb-dump: Got error: 1049\n";
        return result;
    });
    const Value wanted = Map{{"name", "a"}, {"state", "dump"}, {"target", "/d.sql.gz"}};
    CHECK(checked(module, wanted, host).changed);
    CHECK(applied(module, wanted, host).failure);
    CHECK(host.content("/d.sql.gz") == "old");
    CHECK(!host.exists("/d.sql.gz.partial"));
    good = true;
    CHECK(!applied(module, wanted, host).failure);
    CHECK(host.status("/d.sql.gz", Follow::links)->mode == 0600);
}
