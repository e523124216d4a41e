// service_watch against servers that take seconds to start. Hidden unless asked for.

#include "modules/mysql/Client.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "tests/modules/watch/WatchRun.hpp"
#include "tests/support/ServerProcess.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

using namespace modules;

namespace {

bool all_installed(std::initializer_list<const char*> programs) {
    for (const char* const program : programs) {
        if (program_path(program)) continue;
        WARN("not tried, for want of " << program);
        return false;
    }
    return true;
}

/// A MariaDB server on a directory of its own that takes TCP connections.
class MariadbServer {
  public:
    MariadbServer() {
        write("server.cnf",
              "[mysqld]\nbind-address=127.0.0.1\nport={}\ninnodb_buffer_pool_size=16M\n"
              "innodb_log_file_size=8M\ndatadir={}\nsocket={}\npid-file={}\nlog-error={}\n"
              "init-file={}\n",
              port_, folder_ / "data", folder_ / "socket", folder_ / "pid", folder_ / "errors",
              folder_ / "init.sql");
        write("init.sql", "CREATE DATABASE IF NOT EXISTS `wa``tch`;\n"
                          "GRANT ALL ON `wa``tch`.* TO watch@'127.0.0.1' IDENTIFIED BY 'it''s \"#1\\\\';\n");
        const std::string options = "--defaults-file=" + (folder_ / "server.cnf");
        std::vector<std::string> install{options, "--auth-root-authentication-method=normal",
                                         "--skip-test-db"};
        std::vector<std::string> words{"mariadbd", options};
        // A server that root starts must be told so.
        if (::geteuid() == 0) {
            install.emplace_back("--user=root");
            words.emplace_back("--user=root");
        }
        const ProcessResult made = run_process({.program = "mariadb-install-db", .arguments = install});
        if (!made.ok()) throw std::runtime_error(made.output + made.error);
        process_ = std::make_unique<ServerProcess>(ServerProcess::Start{
            .words = words, .log = folder_ / "log", .ready = [this] { return listens(port_); }});
    }

    [[nodiscard]] ServerProcess& process() { return *process_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Map service() const {
        return {{"name", "database"},  {"kind", "mysql"}, {"hosts", List{"127.0.0.1"}},
                {"port", port_},       {"user", "watch"}, {"password", Value::secret("it's \"#1\\")},
                {"database", "wa`tch"}};
    }
    /// The names of the tables that watches have there.
    [[nodiscard]] std::size_t tables() const {
        mysql::Login login;
        login.login_user = "root";
        login.login_unix_socket = folder_ / "socket";
        login.config_file.clear();
        PosixHost host;
        const std::vector<mysql::ResultSet> answers =
            mysql::Client(login, host).look("SHOW TABLES IN `wa``tch`");
        return answers.at(0).size();
    }

  private:
    template <class... Arguments>
    void write(const std::string& name, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        std::ofstream(folder_ / name) << fmt::format(text, std::forward<Arguments>(arguments)...);
    }

    TemporaryDirectory folder_;
    std::uint16_t port_ = free_port();
    std::unique_ptr<ServerProcess> process_;
};

/// A RabbitMQ server on a directory of its own, and with a port mapper (epmd) of its own.
class RabbitServer {
  public:
    [[nodiscard]] ServerProcess& process() { return process_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Map service() const {
        return {{"name", "messages"}, {"kind", "amqp"}, {"hosts", List{"127.0.0.1"}}, {"port", port_}};
    }

  private:
    [[nodiscard]] std::map<std::string, std::string> environment() const {
        std::ofstream(folder_ / "rabbitmq.conf") << "listeners.tcp.local = 127.0.0.1:" << port_ << '\n';
        std::ofstream(folder_ / "plugins") << "[].\n";
        return {{"HOME", folder_.path()},
                {"ERL_EPMD_PORT", std::to_string(mapper_port_)},
                {"ERL_EPMD_ADDRESS", "127.0.0.1"},
                {"RABBITMQ_NODENAME", fmt::format("watch{}@localhost", port_)},
                {"RABBITMQ_DIST_PORT", std::to_string(free_port())},
                {"RABBITMQ_CONF_ENV_FILE", "/dev/null"},
                {"RABBITMQ_CONFIG_FILE", folder_ / "rabbitmq.conf"},
                {"RABBITMQ_ENABLED_PLUGINS_FILE", folder_ / "plugins"},
                {"RABBITMQ_MNESIA_BASE", folder_ / "mnesia"},
                {"RABBITMQ_LOG_BASE", folder_ / "log"},
                {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 1"}};
    }

    TemporaryDirectory folder_;
    std::uint16_t port_ = free_port();
    std::uint16_t mapper_port_ = free_port();
    ServerProcess mapper_{{.words = {"epmd", "-port", std::to_string(mapper_port_), "-address", "127.0.0.1"},
                           .log = folder_ / "mapper",
                           .ready = [this] { return listens(mapper_port_); }}};
    // Not the one of /usr/sbin, which wants to be the user rabbitmq.
    ServerProcess process_{{.words = {"/usr/lib/rabbitmq/bin/rabbitmq-server"},
                            .environment = environment(),
                            .log = folder_ / "said",
                            .ready = [this] { return listens(port_); }}};
};

}  // namespace

TEST_CASE("MariaDB is written to and read, goes and comes back, and has lost nothing", "[.][live]") {
    if (!all_installed({"mariadbd", "mariadb-install-db", "mariadb"})) return;
    MariadbServer server;
    const ModuleResult once = attempted(server.service());
    CHECK(once.failure == std::nullopt);
    CHECK(only_report(once).get("acknowledged") == Value(1));
    CHECK(server.tables() == 0);

    Map stranger = server.service();
    stranger.set("password", Value::secret("not-the-word"));
    CHECK(attempted(stranger).failure ==
          fmt::format(
              "database: 127.0.0.1 port {} does not take the user watch with this password (error 1045)",
              server.port()));
    Map elsewhere = server.service();
    elsewhere.set("database", "nowhere");
    CHECK(attempted(elsewhere).failure->starts_with(
        fmt::format("database: 127.0.0.1 port {}: CREATE command denied", server.port())));

    WatchRun run(server.service(), {{"attempt_timeout", 2}});
    while (server.tables() == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    server.process().signal(SIGSTOP);
    run.wait_for("database is away: ");
    server.process().signal(SIGCONT);
    run.wait_for("database is back");
    server.process().kill();
    run.wait_for("database is away: ");
    server.process().start();
    run.wait_for("database is back");
    const ModuleResult result = run.finish();
    CHECK(result.failure == std::nullopt);
    const Value report = only_report(result);
    CHECK(report.get("gaps")->as_list().size() >= 2);
    CHECK(report.get("acknowledged")->as_integer() >= 2);
    CHECK(report.get("lost") == Value(0));
    CHECK(server.tables() == 0);
}

TEST_CASE("RabbitMQ is published to and read, goes and comes back, and has lost nothing", "[.][live]") {
    if (!all_installed({"/usr/lib/rabbitmq/bin/rabbitmq-server", "epmd"})) return;
    RabbitServer server;
    const ModuleResult once = attempted(server.service());
    CHECK(once.failure == std::nullopt);
    CHECK(only_report(once).get("acknowledged") == Value(1));
    CHECK(only_report(once).get("lost") == Value(0));

    Map stranger = server.service();
    stranger.set("user", "guest");
    stranger.set("password", Value::secret("not-the-word"));
    const ModuleResult refused = attempted(stranger);
    REQUIRE(refused.failure);
    CHECK(refused.failure->starts_with(
        fmt::format("messages: 127.0.0.1 port {}: logging in as guest to the virtual host /: ACCESS_REFUSED",
                    server.port())));
    CHECK(refused.failure->find("not-the-word") == std::string::npos);
    Map elsewhere = server.service();
    elsewhere.set("vhost", "/nowhere");
    CHECK(attempted(elsewhere).failure->find("vhost /nowhere not found") != std::string::npos);

    WatchRun run(server.service(), {{"attempt_timeout", 2}});
    std::this_thread::sleep_for(std::chrono::seconds(2));
    server.process().signal(SIGSTOP);
    run.wait_for("messages is away: ");
    server.process().signal(SIGCONT);
    run.wait_for("messages is back");
    server.process().kill();
    run.wait_for("messages is away: ");
    server.process().start();
    run.wait_for("messages is back");
    const ModuleResult result = run.finish();
    CHECK(result.failure == std::nullopt);
    const Value report = only_report(result);
    CHECK(report.flag("back"));
    CHECK(report.get("gaps")->as_list().size() >= 2);
    CHECK(report.get("acknowledged")->as_integer() >= 2);
    CHECK(report.get("lost") == Value(0));
}
