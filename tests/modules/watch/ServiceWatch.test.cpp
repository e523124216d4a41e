#include "modules/watch/ServiceWatch.hpp"

#include "tests/modules/watch/Listener.hpp"
#include "tests/modules/watch/WatchRun.hpp"
#include "tests/support/ServerProcess.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>

using namespace modules;

namespace {

const ServiceWatch module;
const char* const fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const char* const broken = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

Map tcp_service(std::uint16_t port) {
    return {{"name", "door"}, {"kind", "tcp"}, {"hosts", List{"127.0.0.1"}}, {"port", port}};
}

Map http_service(std::uint16_t port) {
    return {
        {"name", "web"}, {"kind", "http"}, {"hosts", List{"127.0.0.1"}}, {"port", port}, {"path", "/up?x=1"}};
}

/// One service of each kind at that port.
List one_of_each(std::uint16_t port) {
    List services;
    for (const char* const kind : {"amqp", "http", "memcached", "mysql", "redis"})
        services.push_back(Map{{"name", kind}, {"kind", kind}, {"hosts", List{"127.0.0.1"}}, {"port", port}});
    Map database = services[3].as_map();
    database.set("user", "u");
    database.set("password", Value::secret("hush-hush"));
    database.set("database", "d");
    services[3] = database;
    return services;
}

}  // namespace

TEST_CASE("check mode asks nobody") {
    FakeHost host;
    const ModuleResult result = checked(module, Map{{"services", List{tcp_service(1)}}}, host);
    CHECK(!result.failure);
    CHECK(result.skipped);
    CHECK(!result.changed);
    CHECK(result.unknown ==
          "asking a service as a client would means writing to it, which check mode does not");
}

TEST_CASE("rules without sense are refused") {
    FakeHost host;
    const auto refusal = [&](const char* name, Value value) {
        return failure_of(module, Map{{"services", List{tcp_service(1)}}, {name, std::move(value)}}, host);
    };
    CHECK(refusal("duration", -1) == "service_watch: \"duration\" must be between 0 and a year");
    CHECK(refusal("interval", 0) == "service_watch: \"interval\" must be at least 0.01");
    CHECK(refusal("attempt_timeout", 0) == "service_watch: \"attempt_timeout\" must be at least 0.01");
    CHECK(refusal("steady", 0) == "service_watch: \"steady\" must be at least 1");
    CHECK(refusal("away_after", 0) == "service_watch: \"away_after\" must be at least 1");
    CHECK(refusal("until_file", "/x") ==
          "service_watch: \"until_file\" ends a watch early; without \"duration\" there is one attempt only");
}

TEST_CASE("one attempt of each service, and no change") {
    const Listener web(fine);
    const ModuleResult result =
        watched({{"services", List{tcp_service(web.port()), http_service(web.port())}}});
    CHECK(!result.failure);
    CHECK(!result.changed);
    CHECK(result.differences.empty());
    CHECK(result.data.find("services")->as_list().at(1) == Value(Map{{"name", "web"},
                                                                     {"attempts", 1},
                                                                     {"failures", 0},
                                                                     {"longest_gap", 0.0},
                                                                     {"back", true},
                                                                     {"gaps", List{}},
                                                                     {"acknowledged", 0},
                                                                     {"lost", 0},
                                                                     {"last_error", nullptr}}));
}

TEST_CASE("nobody listens: each message names service, host and port") {
    const std::uint16_t port = free_port();
    const ModuleResult result = watched({{"services", one_of_each(port)}, {"attempt_timeout", 20}});
    REQUIRE(result.failure);
    const std::string place = fmt::format("127.0.0.1 port {}", port);
    const std::string refused = fmt::format("cannot connect to {}: Connection refused", place);
    CHECK(result.failure->find("amqp: " + refused + '\n') == 0);
    CHECK(result.failure->find("\n  http: " + refused + '\n') != std::string::npos);
    CHECK(result.failure->find("\n  memcached: " + refused + '\n') != std::string::npos);
    CHECK(result.failure->find(fmt::format("\n  mysql: the database server does not answer at 127.0.0.1:{}: ",
                                           port)) != std::string::npos);
    CHECK(result.failure->ends_with("\n  redis: " + refused));
    CHECK(result.data.find("services")->as_list().at(0).flag("back") == false);
    CHECK(result.data.find("services")->as_list().at(0).get("longest_gap")->is_null());
}

TEST_CASE("no kind waits longer than its time for a silent peer") {
    const Listener silent;
    const ModuleResult result = watched({{"services", one_of_each(silent.port())}, {"attempt_timeout", 0.3}});
    REQUIRE(result.failure);
    for (const Value& report : result.data.find("services")->as_list()) {
        INFO(report.text_of("name") << ": " << report.text_of("last_error"));
        CHECK(report.get("failures") == Value(1));
        CHECK(report.text_of("last_error").find("127.0.0.1") != std::string::npos);
        CHECK(report.text_of("last_error").find(std::to_string(silent.port())) != std::string::npos);
    }
    CHECK(result.failure->find("hush") == std::string::npos);
}

TEST_CASE("a silent peer leaves time for the next host, which is then asked first") {
    const Listener silent;
    Map service{{"name", "store"},
                {"kind", "memcached"},
                {"hosts", List{"127.0.0.1", "127.0.0.2"}},
                {"port", silent.port()}};
    const ModuleResult result = watched({{"services", List{service}}, {"attempt_timeout", 0.4}});
    REQUIRE(result.failure);
    CHECK(result.failure->find("127.0.0.1 port") != std::string::npos);
    CHECK(result.failure->find("127.0.0.2 port") != std::string::npos);
}

TEST_CASE("another status than the one expected is a failure") {
    const Listener web(broken);
    Map service = http_service(web.port());
    CHECK(
        watched({{"services", List{service}}}).failure ==
        fmt::format("web: http://127.0.0.1:{}/up?x=1 answers 503 Service Unavailable, not 200", web.port()));
    service.set("status", List{200, 503});
    CHECK(!watched({{"services", List{service}}}).failure);
}

TEST_CASE("what is no such service is told from it") {
    const Listener web(fine);
    const ModuleResult result = watched({{"services", one_of_each(web.port())}, {"attempt_timeout", 1}});
    REQUIRE(result.failure);
    CHECK(result.failure->find(fmt::format("memcached: 127.0.0.1 port {} answers set with: HTTP/1.1 200 OK",
                                           web.port())) != std::string::npos);
    CHECK(result.failure->find(
              fmt::format("redis: 127.0.0.1 port {} does not speak as Redis does; it said: HTTP/1.1 200 OK",
                          web.port())) != std::string::npos);
}

TEST_CASE("a password that a service repeats in its error is not shown") {
    const Listener unknown("-ERR unknown command `AUTH`, with args beginning with: `hush-hush` \r\n");
    const Listener rude("-ERR what is hush-hush\r\n");
    for (const Listener* const peer : {&unknown, &rude}) {
        const ModuleResult result = watched({{"services", List{Map{{"name", "store"},
                                                                   {"kind", "redis"},
                                                                   {"hosts", "127.0.0.1"},
                                                                   {"port", peer->port()},
                                                                   {"password", "hush-hush"}}}}});
        REQUIRE(result.failure);
        CHECK(result.failure->find("answers AUTH with: ERR ") != std::string::npos);
        CHECK(result.failure->find("hush") == std::string::npos);
        CHECK(only_report(result).text_of("last_error").find("hush") == std::string::npos);
    }
}

TEST_CASE("header fields are sent, and what they say is not shown") {
    const Listener rude("HTTP/1.1 401 who is hush-hush\r\nContent-Length: 0\r\n\r\n");
    Map service = http_service(rude.port());
    service.set("headers", Map{{"X-Auth-Token", "hush-hush"}});
    const ModuleResult result = watched({{"services", List{service}}});
    CHECK(rude.heard().find("X-Auth-Token: hush-hush\r\n") != std::string::npos);
    REQUIRE(result.failure);
    CHECK(result.failure->find("answers 401 who is ") != std::string::npos);
    CHECK(result.failure->find("hush") == std::string::npos);
    CHECK(only_report(result).text_of("last_error").find("hush") == std::string::npos);
}

TEST_CASE("a service that goes and comes back has one gap, and the file ends the watch") {
    std::optional<Listener> web(std::in_place, fine);
    const std::uint16_t port = web->port();
    WatchRun run(http_service(port));
    web.reset();
    run.wait_for("web is away: cannot connect to 127.0.0.1 port");
    web.emplace(fine, port);
    run.wait_for("web is back after");
    const ModuleResult result = run.finish();
    CHECK(!result.failure);
    const Value report = only_report(result);
    CHECK(report.flag("back"));
    CHECK(report.get("gaps")->as_list().size() == 1);
    CHECK(report.get("longest_gap") == report.get("gaps")->as_list().front().get("seconds"));
    CHECK(report.get("failures")->as_integer() < report.get("attempts")->as_integer());
    CHECK(report.text_of("last_error").find("Connection refused") != std::string::npos);
}

TEST_CASE("a hanging service does not disturb another's clock") {
    const Listener silent;
    const Listener web(fine);
    Map hanging{{"name", "store"}, {"kind", "memcached"}, {"hosts", "127.0.0.1"}, {"port", silent.port()}};
    const ModuleResult result = watched({{"services", List{hanging, http_service(web.port())}},
                                         {"duration", 1.5},
                                         {"interval", 0.05},
                                         {"attempt_timeout", 4}});
    // While the one attempt of the one still ran, the other was asked again and again.
    const List& reports = result.data.find("services")->as_list();
    CHECK(reports.at(0).get("attempts") == Value(1));
    CHECK(reports.at(1).get("attempts")->as_integer() > 1);
}
