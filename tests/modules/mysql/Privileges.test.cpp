#include "modules/mysql/Privileges.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

using Lines = std::vector<std::string>;

namespace {

Privileges granted(const Lines& lines) {
    Privileges privileges;
    for (const std::string& line : lines)
        add_granted(line, privileges);
    return privileges;
}

Lines statements(const Lines& present, const Value& wanted, Others others = Others::revoked) {
    return statements_for(granted(present), wanted_privileges(wanted), "`u`@`h`", others);
}

}  // namespace

TEST_CASE("Ansible's notation is read as text and as a mapping") {
    const Privileges wanted{{"*.*", {"PROCESS", "REPLICATION CLIENT"}},
                            {"`a``b`.*", {"ALL", "GRANT"}},
                            {"`db`.`t`", {"INSERT", "SELECT (`a`)", "SELECT (`b`)"}},
                            {"PROCEDURE `db`.`p`", {"ALTER ROUTINE", "EXECUTE"}}};
    CHECK(wanted_privileges(
              "*.*:process, binlog monitor/`a``b`.*:ALL PRIVILEGES,GRANT OPTION,SELECT/db.t:Select (A,`b`),"
              "INSERT/procedure db.p:ALL") == wanted);
    CHECK(wanted_privileges(Map{{"*.*", "PROCESS,REPLICATION CLIENT"},
                                {"`a``b`.*", List{"ALL", "GRANT"}},
                                {"db.t", "INSERT,SELECT(a,b)"},
                                {"PROCEDURE db.p", "EXECUTE,ALTER ROUTINE"}}) == wanted);
}

TEST_CASE("a notation with a mistake is refused with the place of it") {
    const std::string hint =
        ". It is written database.table:PRIVILEGE,PRIVILEGE with a / before the next database, or as a "
        "mapping";
    CHECK_THROWS_WITH(wanted_privileges("db.*"),
                      "argument \"priv\": expected database.table:PRIVILEGE,PRIVILEGE, found \"db.*\"" +
                          hint);
    CHECK_THROWS_WITH(wanted_privileges("db:SELECT"),
                      "argument \"priv\": expected database.table before \"db\"" + hint);
    CHECK_THROWS_WITH(wanted_privileges("db.*:SELECT (a"),
                      "argument \"priv\": expected \")\" before \"\"" + hint);
    CHECK_THROWS_WITH(wanted_privileges("db.*:SELECT;DROP"),
                      "argument \"priv\": expected \",\" before \";DROP\"" + hint);
    CHECK_THROWS_WITH(
        wanted_privileges("`db.*:SELECT"),
        "argument \"priv\": expected database.table:PRIVILEGE,PRIVILEGE, found \"`db.*:SELECT\"" + hint);
    CHECK_THROWS_WITH(wanted_privileges(5),
                      "argument \"priv\": expected text or a mapping, found an integer" + hint);
}

TEST_CASE("what the server grants is read, whatever quotes it uses; roles and proxies are left aside") {
    const Privileges expected{
        {"*.*", {"RELOAD", "REPLICATION CLIENT"}},
        {"`d_b`.`t`", {"DELETE", "GRANT", "INSERT (`b`)", "SELECT (`a`)", "SELECT (`b`)"}},
        {"`d\\_b`.*", {"ALL"}},
        {"PROCEDURE `d_b`.`p`", {"EXECUTE"}}};
    CHECK(granted({"GRANT `r` TO `u1`@`%`",
                   "GRANT RELOAD, BINLOG MONITOR ON *.* TO `u1`@`%` IDENTIFIED BY PASSWORD '*D8' REQUIRE "
                   "ISSUER 'y' WITH "
                   "MAX_QUERIES_PER_HOUR 5",
                   "GRANT ALL PRIVILEGES ON `d\\_b`.* TO `u1`@`%`",
                   "GRANT SELECT (`a`, `b`), INSERT (`b`), DELETE ON `d_b`.`t` TO `u1`@`%` WITH GRANT OPTION",
                   "GRANT EXECUTE ON PROCEDURE `d_b`.`p` TO `u1`@`%`",
                   "GRANT PROXY ON ``@`%` TO `u1`@`%` WITH GRANT OPTION"}) == expected);
    CHECK(granted({"GRANT USAGE ON *.* TO u1@\"%\"", "GRANT EXECUTE ON PROCEDURE d_b.p TO u1@\"%\""}) ==
          Privileges{{"*.*", {}}, {"PROCEDURE `d_b`.`p`", {"EXECUTE"}}});
}

TEST_CASE("an account gets what it lacks and loses what is too much, without a gap between") {
    CHECK(statements({"GRANT USAGE ON *.* TO x", "GRANT SELECT, DELETE ON `db`.* TO x"},
                     "db.*:SELECT,INSERT") ==
          Lines{"GRANT INSERT ON `db`.* TO `u`@`h`", "REVOKE DELETE ON `db`.* FROM `u`@`h`"});
    CHECK(statements({"GRANT SELECT, DELETE ON `db`.* TO x"}, "db.*:SELECT,INSERT", Others::kept) ==
          Lines{"GRANT INSERT ON `db`.* TO `u`@`h`"});
    CHECK(statements({"GRANT SELECT ON `old`.* TO x WITH GRANT OPTION"}, "*.*:USAGE") ==
          Lines{"REVOKE GRANT OPTION ON `old`.* FROM `u`@`h`", "REVOKE SELECT ON `old`.* FROM `u`@`h`"});
    CHECK(statements({"GRANT SELECT ON `old`.* TO x"}, "*.*:USAGE", Others::kept).empty());
}

TEST_CASE("all is all: it is not counted up, and less than all takes it away first") {
    CHECK(statements({"GRANT SELECT ON `db`.* TO x"}, "db.*:ALL,GRANT") ==
          Lines{"GRANT ALL PRIVILEGES ON `db`.* TO `u`@`h` WITH GRANT OPTION"});
    CHECK(statements({"GRANT ALL PRIVILEGES ON `db`.* TO x"}, "db.*:ALL,GRANT") ==
          Lines{"GRANT USAGE ON `db`.* TO `u`@`h` WITH GRANT OPTION"});
    CHECK(statements({"GRANT ALL PRIVILEGES ON `db`.* TO x WITH GRANT OPTION"}, "db.*:ALL") ==
          Lines{"REVOKE GRANT OPTION ON `db`.* FROM `u`@`h`"});
    CHECK(statements({"GRANT ALL PRIVILEGES ON `db`.* TO x"}, "db.*:SELECT") ==
          Lines{"REVOKE ALL PRIVILEGES ON `db`.* FROM `u`@`h`", "GRANT SELECT ON `db`.* TO `u`@`h`"});
    CHECK(statements({"GRANT ALL PRIVILEGES ON `db`.* TO x"}, "db.*:SELECT", Others::kept).empty());
}
