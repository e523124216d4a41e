#include "modules/system/Process.hpp"
#include "modules/watch/RedisSession.hpp"
#include "tests/modules/watch/WatchRun.hpp"
#include "tests/support/ServerProcess.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <thread>

using namespace modules;

namespace {

const char* const password = "sesame-open";
enum class Memory { on_disk, none };

/// A Redis server on a directory of its own.
class RedisServer {
  public:
    explicit RedisServer(Memory memory, std::optional<std::uint16_t> master = {})
        : process_({.words = words(memory, master), .log = folder_ / "log", .ready = [this, master] {
                        return ready(master.has_value());
                    }}) {}

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] ServerProcess& process() { return process_; }
    [[nodiscard]] Map service(std::int64_t replicas) const {
        return {{"name", "store"},     {"kind", "redis"}, {"hosts", List{"127.0.0.1"}},
                {"port", port_},       {"database", "3"}, {"password", Value::secret(password)},
                {"replicas", replicas}};
    }
    [[nodiscard]] std::int64_t keys() const { return session().integer({"DBSIZE"}); }
    void wait_for_keys(std::int64_t count) const {
        while (keys() < count)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }

  private:
    [[nodiscard]] watch::RedisSession session() const {
        const std::vector<watch::WatchedService> services = watch::watched_services({service(0)});
        return {"127.0.0.1", services.front(), watch::Deadline(std::chrono::seconds(30))};
    }
    [[nodiscard]] bool ready(bool replica) const {
        if (!listens(port_)) return false;
        try {
            const std::string state = session().text({"INFO", "replication"}).value_or("");
            return !replica || state.find("master_link_status:up") != std::string::npos;
        } catch (const Failure&) {
            // It is still reading what it has on disk.
            return false;
        }
    }
    [[nodiscard]] std::vector<std::string> words(Memory memory, std::optional<std::uint16_t> master) const {
        std::vector<std::string> all{"redis-server",
                                     "--port",
                                     std::to_string(port_),
                                     "--bind",
                                     "127.0.0.1",
                                     "--dir",
                                     folder_.path(),
                                     "--save",
                                     "",
                                     "--requirepass",
                                     password,
                                     "--masterauth",
                                     password,
                                     "--repl-diskless-sync-delay",
                                     "0"};
        if (memory == Memory::on_disk)
            all.insert(all.end(), {"--appendonly", "yes", "--appendfsync", "always"});
        if (master) all.insert(all.end(), {"--replicaof", fmt::format("127.0.0.1 {}", *master)});
        return all;
    }

    TemporaryDirectory folder_;
    std::uint16_t port_ = free_port();
    ServerProcess process_;
};

bool installed() {
    if (program_path("redis-server")) return true;
    WARN("not tried, for want of redis-server");
    return false;
}

}  // namespace

TEST_CASE("Redis is written to and read, and nothing is left there") {
    if (!installed()) return;
    const RedisServer server(Memory::none);
    const ModuleResult result = attempted(server.service(0));
    CHECK(result.failure == std::nullopt);
    CHECK(only_report(result).get("acknowledged") == Value(1));
    CHECK(only_report(result).get("lost") == Value(0));
    CHECK(server.keys() == 0);
    watched({{"services", List{server.service(0)}}, {"attempt_timeout", 30}, {"keep", true}});
    CHECK(server.keys() == 1);
}

TEST_CASE("a write is acknowledged only by as many replicas as are asked for") {
    if (!installed()) return;
    const RedisServer server(Memory::none);
    const ModuleResult alone = watched({{"services", List{server.service(1)}}, {"attempt_timeout", 2}});
    CHECK(alone.failure == std::nullopt);
    CHECK(only_report(alone).get("acknowledged") == Value(0));
    const RedisServer replica(Memory::none, server.port());
    CHECK(only_report(attempted(server.service(1))).get("acknowledged") == Value(1));
    // A replica takes no writes.
    Map service = server.service(0);
    service.set("port", replica.port());
    CHECK(
        attempted(service).failure ==
        fmt::format("store: 127.0.0.1 port {} answers SET with: READONLY You can't write against a read only "
                    "replica.",
                    replica.port()));
}

TEST_CASE("a wrong password is told without it") {
    if (!installed()) return;
    const RedisServer server(Memory::none);
    Map service = server.service(0);
    service.set("password", Value::secret("not-the-word"));
    const ModuleResult result = attempted(service);
    CHECK(result.failure == fmt::format("store: 127.0.0.1 port {} answers AUTH with: WRONGPASS invalid "
                                        "username-password pair or user is disabled.",
                                        server.port()));
    service.erase("password");
    CHECK(attempted(service).failure ==
          fmt::format("store: 127.0.0.1 port {} answers SELECT with: NOAUTH Authentication required.",
                      server.port()));
}

TEST_CASE("Redis stops and goes on, is killed and comes back, and has lost nothing") {
    if (!installed()) return;
    RedisServer server(Memory::on_disk);
    WatchRun run(server.service(0), {{"attempt_timeout", 1}});
    server.wait_for_keys(3);
    server.process().signal(SIGSTOP);
    run.wait_for("store is away: timed out");
    server.process().signal(SIGCONT);
    run.wait_for("store is back");
    server.process().kill();
    run.wait_for("store is away");
    server.process().start();
    run.wait_for("store is back");
    const ModuleResult result = run.finish();
    CHECK(result.failure == std::nullopt);
    const Value report = only_report(result);
    CHECK(report.get("gaps")->as_list().size() >= 2);
    CHECK(report.get("acknowledged")->as_integer() >= 3);
    CHECK(report.get("lost") == Value(0));
    CHECK(server.keys() == 0);
}

TEST_CASE("of a service that does not come back it is not known what it has kept") {
    if (!installed()) return;
    RedisServer server(Memory::on_disk);
    WatchRun run(server.service(0), {{"attempt_timeout", 1}});
    server.wait_for_keys(3);
    server.process().kill();
    run.wait_for("store is away");
    const ModuleResult result = run.finish();
    // That it is away is for the caller to judge.
    CHECK(result.failure == std::nullopt);
    const Value report = only_report(result);
    CHECK(!report.flag("back"));
    CHECK(report.get("longest_gap")->is_null());
    CHECK(report.get("gaps")->as_list().back().get("seconds")->is_null());
    CHECK(report.get("lost")->is_null());
    REQUIRE(result.warnings.size() == 2);
    CHECK(result.warnings[0].find("acknowledged writes are still there cannot be told: cannot connect") !=
          std::string::npos);
    CHECK(result.warnings[1].starts_with("store: understudy_watch_"));
    CHECK(result.warnings[1].find(" is left behind: cannot connect") != std::string::npos);
}

TEST_CASE("writes that Redis has promised to keep and forgot are counted") {
    if (!installed()) return;
    RedisServer server(Memory::none);
    WatchRun run(server.service(0), {{"attempt_timeout", 1}});
    server.wait_for_keys(3);
    server.process().kill();
    run.wait_for("store is away");
    server.process().start();
    run.wait_for("store is back");
    const ModuleResult result = run.finish();
    REQUIRE(result.failure);
    const Value report = only_report(result);
    CHECK(report.get("lost")->as_integer() >= 3);
    CHECK(*result.failure == fmt::format("store: {} of {} acknowledged writes are lost",
                                         report.get("lost")->as_integer(),
                                         report.get("acknowledged")->as_integer()));
}
