#include "modules/mysql/MysqlUser.hpp"

#include "tests/modules/mysql/FakeServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const MysqlUser module;

const std::string hash_of_pw = "*D821809F681A40A6E379B50D0463EFAE20BDD122";

/// One account, bob@localhost.
class OneAccount {
  public:
    explicit OneAccount(FakeHost& host) : server(host) {
        server.answer("FROM mysql.global_priv", [this] {
            return entry.empty() ? FakeServer::Rows{}
                                 : FakeServer::Rows{{{"Host", "localhost"}, {"Priv", entry}}};
        });
        server.answer("SHOW GRANTS FOR `bob`@`localhost`", [this] {
            FakeServer::Rows rows;
            for (const std::string& line : grants)
                rows.push_back({{"Grants for bob@localhost", line}});
            return rows;
        });
    }
    void has_password(const std::string& hash) {
        entry = R"({"access":0,"plugin":"mysql_native_password","authentication_string":")" + hash + "\"}";
    }
    std::string entry;
    std::vector<std::string> grants{"GRANT USAGE ON *.* TO `bob`@`localhost`"};
    FakeServer server;
};

}  // namespace

TEST_CASE("An account is made with the hash of its password and what it may, and then nothing differs") {
    FakeHost host;
    OneAccount account(host);
    account.server.on("CREATE USER", [&](const std::string&) { account.has_password(hash_of_pw); });
    account.server.on("GRANT INSERT, SELECT", [&](const std::string&) {
        account.grants.push_back("GRANT SELECT, INSERT ON `db`.* TO `bob`@`localhost`");
    });
    const ModuleResult result = converges(
        module, Map{{"name", "bob"}, {"password", Value::secret("pw")}, {"priv", "db.*:SELECT,INSERT"}},
        host);
    CHECK(result.data.find("password_changed")->as_boolean());
    CHECK(
        account.server.statements() ==
        std::vector<std::string>{
            "CREATE USER `bob`@`localhost` IDENTIFIED VIA `mysql_native_password` USING '" + hash_of_pw + "'",
            "GRANT INSERT, SELECT ON `db`.* TO `bob`@`localhost`"});
}

TEST_CASE("A password that differs is set, unless only a new account gets one; none of it is shown") {
    FakeHost host;
    OneAccount account(host);
    account.has_password("*0000000000000000000000000000000000000000");
    already_converged(module, Map{{"name", "bob"}, {"password", "pw"}, {"update_password", "on_create"}},
                      host);
    account.server.on("ALTER USER", [&](const std::string&) { account.has_password(hash_of_pw); });
    const ModuleResult result = converges(module, Map{{"name", "bob"}, {"password", "pw"}}, host);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].subject == "user bob@localhost");
    CHECK(result.differences[0].before == Value(Map{{"login", "by other means or with another password"}}));
    CHECK(result.differences[0].after == Value(Map{{"login", "by mysql_native_password as asked for"}}));
    already_converged(module, Map{{"name", "bob"}, {"password", hash_of_pw}, {"encrypted", true}}, host);
}

TEST_CASE("A change of privileges names each database with what was and what will be") {
    FakeHost host;
    OneAccount account(host);
    account.has_password("");
    account.grants.push_back("GRANT ALL PRIVILEGES ON `old`.* TO `bob`@`localhost`");
    account.server.on("GRANT SELECT ON `db`", [&](const std::string&) {
        account.grants.push_back("GRANT SELECT ON `db`.* TO `bob`@`localhost`");
    });
    account.server.on("REVOKE ALL", [&](const std::string&) {
        std::erase_if(account.grants,
                      [](const std::string& line) { return line.find("`old`") != std::string::npos; });
    });
    const ModuleResult result =
        converges(module, Map{{"name", "bob"}, {"priv", Map{{"db.*", "SELECT"}}}}, host);
    CHECK(result.differences.at(0).before == Value(Map{{"on `db`.*", "USAGE"}, {"on `old`.*", "ALL"}}));
    CHECK(result.differences.at(0).after == Value(Map{{"on `db`.*", "SELECT"}, {"on `old`.*", "USAGE"}}));
}

TEST_CASE("An account is removed, and one that is not there stays away") {
    FakeHost host;
    OneAccount account(host);
    account.has_password("");
    account.server.on("DROP USER `bob`@`localhost`", [&](const std::string&) { account.entry.clear(); });
    const Value gone = Map{{"name", "bob"}, {"state", "absent"}};
    CHECK(converges(module, gone, host).changed);
    already_converged(module, gone, host);
}

TEST_CASE("An error of the server that would quote a password is cut before it") {
    FakeHost host;
    OneAccount account(host);
    const Value wanted = Map{{"name", "bob"}, {"password", "pw"}};
    const ModuleResult planned = checked(module, wanted, host);
    CHECK(planned.changed);
    host.on_run("mariadb", {}, [&](const Command& command) {
        ProcessResult result;
        if (command.input.starts_with("SET SESSION TRANSACTION READ ONLY")) return result;
        result.status = 1;
        result.error = "--------------\n" + command.input +
                       "--------------\n\nERROR 1064 (42000) at line 1: You have an error in your SQL "
                       "syntax; check the manual "
                       "for the right syntax to use near '" +
                       hash_of_pw + "' at line 1\n";
        return result;
    });
    CHECK(applied(module, wanted, host).failure ==
          "You have an error in your SQL syntax; check the manual for the right "
          "syntax to use (error 1064)");
}

TEST_CASE("Arguments that contradict each other, or say nothing known, are refused") {
    FakeHost host;
    OneAccount account(host);
    CHECK(failure_of(module, Map{{"name", "bob"}, {"password", "x"}, {"plugin", "unix_socket"}}, host) ==
          "\"password\" and \"plugin\" cannot both be given; a plugin takes plugin_hash_string or "
          "plugin_auth_string");
    CHECK(failure_of(module, Map{{"name", "bob"}, {"password", "*12"}, {"encrypted", true}}, host) ==
          "argument \"password\": with \"encrypted\" it is the hash that mysql_native_password keeps: * and "
          "40 hexadecimal "
          "digits");
    CHECK(failure_of(module, Map{{"name", "bob"}, {"tls_requires", Map{{"sll", ""}}}}, host) ==
          "argument \"tls_requires\": unknown requirement \"sll\"; expected SSL, X509, SUBJECT, ISSUER or "
          "CIPHER");
    CHECK(failure_of(module, Map{{"name", "bob"}, {"host_all", true}}, host) ==
          "there is no account of bob, and \"host_all\" makes none: name its \"host\"");
}
