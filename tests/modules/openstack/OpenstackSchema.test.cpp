#include "modules/openstack/OpenstackSchema.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/mysql/FakeServer.hpp"
#include "tests/modules/mysql/TestServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>

using namespace modules;

namespace {

const OpenstackSchema schema;

/// A host with the program "img-manage" and its two migrations, and a database that knows which was made.
class Host {
  public:
    explicit Host(std::string present) : version(std::move(present)), server(host) {
        host.add_user({.name = "img", .id = 64})
            .add_file("/lib/img/env.py", "")
            .add_file("/lib/img/versions/a.py", "revision = 'aa'\ndown_revision = None\n")
            .add_file("/lib/img/versions/b.py", "revision = 'bb'\ndown_revision = 'aa'\n")
            .on_run("runuser", {"-u", "img", "--", "img-manage", "db_sync"}, [this](const Command&) {
                version = reached;
                return ProcessResult{};
            });
        server.answer("SELECT version_num FROM `alembic_version`", [this] {
            return version.empty() ? FakeServer::Rows{} : FakeServer::Rows{{{"version_num", version}}};
        });
    }

    std::string version;
    std::string reached = "bb";
    FakeHost host;
    FakeServer server;
};

const Map wanted{{"database", "img"},
                 {"migrations", "/lib/img"},
                 {"command", List{"img-manage", "db_sync"}},
                 {"user", "img"}};

}  // namespace

TEST_CASE("A schema that is behind is brought up by the service's command, as its user, once") {
    Host there("aa");
    const ModuleResult result = converges(schema, wanted, there.host);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences.front().subject == "schema of img");
    CHECK(result.differences.front().before == Value("aa"));
    CHECK(result.differences.front().after == Value("bb"));
    CHECK(Value(result.data).flag("current"));
    CHECK(there.host.ran().size() == 1);

    const ModuleResult again = already_converged(schema, wanted, there.host);
    CHECK(to_json(again.data) == R"({"installed": ["bb"], "present": ["bb"], "current": true})");
    CHECK(there.host.ran().size() == 1);
}

TEST_CASE("A database without any table is one without a schema") {
    Host empty("");
    CHECK(converges(schema, wanted, empty.host).differences.front().before == Value("none"));
    Host bare("");
    bare.server.fail_with("ERROR 1146 (42S02) at line 2: Table 'img.alembic_version' doesn't exist");
    CHECK(checked(schema, wanted, bare.host).differences.front().before == Value("none"));
}

TEST_CASE("A command that ends well and does not bring the schema up is a failure") {
    Host host("aa");
    host.reached = "ab";
    CHECK(applied(schema, wanted, host.host).failure ==
          "\"img-manage db_sync\" ended well, but the schema of img is then ab, not bb");
}

TEST_CASE("What an earlier task may bring is no answer in check mode, and a failure otherwise") {
    Host host("aa");
    const auto both = [&](const Map& arguments) {
        const ModuleResult look = checked(schema, arguments, host.host);
        CHECK(!look.changed);
        CHECK(look.unknown == applied(schema, arguments, host.host).failure);
        return look.unknown.value_or("");
    };
    Map elsewhere = wanted;
    elsewhere.set("migrations", "/lib/nothing");
    CHECK(both(elsewhere) == "/lib/nothing is not there: is the service's package installed?");
    host.server.fail_with("ERROR 1049 (42000) at line 1: Unknown database 'img'");
    CHECK(both(wanted) == "there is no database img");
    host.server.fail_with("ERROR 2002 (HY000): Can't connect to local server through socket '/run/x' (2)");
    CHECK_THAT(both(wanted), Catch::Contains("Can't connect to local server"));
}

TEST_CASE("The schemas of services that are installed here are told as their own programs leave them",
          "[.][live]") {
    if (!TestServer::available()) {
        WARN("not tried, for want of a MariaDB server");
        return;
    }
    struct Service {
        const char* database;
        const char* program;
        std::vector<std::string> command;
        const char* migrations;
        const char* section;
    };
    const Service service = GENERATE(
        Service{"keystone", "keystone-manage", {"db_sync"}, "keystone/common/sql/migrations", "database"},
        Service{
            "glance", "glance-manage", {"db_sync"}, "glance/db/sqlalchemy/alembic_migrations", "database"},
        Service{"placement",
                "placement-manage",
                {"db", "sync"},
                "placement/db/sqlalchemy/alembic",
                "placement_database"},
        Service{"cinder", "cinder-manage", {"db", "sync"}, "cinder/db/migrations", "database"},
        Service{"nova_api", "nova-manage", {"api_db", "sync"}, "nova/db/api/migrations", "api_database"},
        Service{"neutron",
                "neutron-db-manage",
                {"upgrade", "heads"},
                "neutron/db/migration/alembic_migrations",
                "database"},
        Service{"gnocchi",
                "gnocchi-upgrade",
                {"--skip-storage", "--skip-incoming"},
                "gnocchi/indexer/alembic",
                "indexer"},
        Service{"aodh", "aodh-dbsync", {}, "aodh/storage/sqlalchemy/alembic", "database"});
    if (!program_path(service.program)) {
        WARN("not tried, for want of " << service.program);
        return;
    }
    const TestServer server;
    const ProcessResult made =
        run_process({.program = "mariadb",
                     .arguments = {"--no-defaults", "--user=root", "--socket=" + server.socket()},
                     .input = fmt::format("CREATE DATABASE {} CHARACTER SET utf8mb3;\n", service.database)});
    REQUIRE(made.ok());
    const std::string configuration = server.folder() / "service.conf";
    std::ofstream(configuration) << fmt::format(
        "[{}]\n{} = mysql+pymysql://root@localhost/{}?unix_socket={}\n", service.section,
        std::string_view(service.section) == "indexer" ? "url" : "connection", service.database,
        server.socket());
    List command{*program_path(service.program), "--config-file=" + configuration};
    command.insert(command.end(), service.command.begin(), service.command.end());
    const Value arguments =
        server.arguments({{"database", service.database},
                          {"migrations", std::string("/usr/lib/python3/dist-packages/") + service.migrations},
                          {"command", command}});
    PosixHost host;
    const auto call = [&](Run mode) {
        ModuleResult result = run(schema, arguments, host, mode, {});
        INFO(service.database << ' ' << to_json(to_value(result), 2));
        CHECK(result.failure == std::nullopt);
        return result;
    };
    CHECK(call(Run::check).changed);
    CHECK(call(Run::apply).changed);
    const ModuleResult after = call(Run::check);
    CHECK(!after.changed);
    CHECK(Value(after.data).flag("current"));
}
