#include "modules/watch/WatchedService.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::watch;

namespace {

std::string refusal(const std::vector<Map>& written) {
    try {
        static_cast<void>(watched_services(written));
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("a service gets the usual port of its kind") {
    const std::vector<WatchedService> services = watched_services(
        {{{"name", "cache"}, {"kind", "memcached"}, {"hosts", "a,b"}},
         {{"name", "web"}, {"kind", "http"}, {"host", "c"}, {"port", "8080"}, {"status", List{200, 300}}}});
    REQUIRE(services.size() == 2);
    CHECK(services[0].port == 11211);
    CHECK(services[0].hosts == std::vector<std::string>{"a", "b"});
    CHECK(services[1].port == 8080);
    CHECK(services[1].status == std::vector<std::int64_t>{200, 300});
}

TEST_CASE("everything that is wrong with the services is said at once") {
    CHECK(refusal({{{"name", "one"}, {"kind", "mysqll"}, {"hosts", "a"}},
                   {{"name", "two"}, {"kind", "tcp"}, {"hosts", "a"}, {"prt", 1}},
                   {{"kind", "tcp"}, {"hosts", List{}}, {"port", "x"}}}) ==
          "services, item 1 (one): \"kind\": expected one of amqp, http, memcached, mysql, redis, tcp, found "
          "\"mysqll\"; did you mean \"mysql\"?\n"
          "  services, item 2 (two): unknown key \"prt\"; did you mean \"port\"?\n"
          "  services, item 3: \"port\": expected an integer, found \"x\"\n"
          "  services, item 3: missing \"name\" (what messages call it)");
    CHECK(refusal({}) == "services: the list is empty");
}

TEST_CASE("what a kind cannot do without, or has no use for, is said") {
    CHECK(refusal({{{"name", "db"}, {"kind", "mysql"}, {"hosts", "a"}, {"vhost", "/"}}}) ==
          "services, item 1 (db): the kind mysql has no use for \"vhost\"\n"
          "  services, item 1 (db): the kind mysql needs \"user\"\n"
          "  services, item 1 (db): the kind mysql needs \"database\"");
    CHECK(refusal(
              {{{"name", "x"}, {"kind", "tcp"}, {"hosts", "a"}, {"port", 1}, {"headers", Map{{"A", 1}}}}}) ==
          "services, item 1 (x): the kind tcp has no use for \"headers\"");
    CHECK(refusal({{{"name", "x"}, {"kind", "http"}, {"hosts", "a"}, {"headers", Map{{"A:", "hush"}}}}}) ==
          "services, item 1 (x): headers: \"A:\" is no header field: a name holds no blank and no colon, and "
          "neither it nor the value a line end");
    CHECK(refusal({{{"name", "x"}, {"kind", "tcp"}, {"hosts", List{}}}}) ==
          "services, item 1 (x): the kind tcp needs \"port\"\n"
          "  services, item 1 (x): \"hosts\" is empty");
    CHECK(refusal({{{"name", "q"}, {"kind", "amqp"}, {"hosts", "a"}, {"user", "u"}, {"port", 70000}}}) ==
          "services, item 1 (q): \"port\" must be between 1 and 65535\n"
          "  services, item 1 (q): \"user\" needs \"password\"");
    CHECK(refusal({{{"name", "q"}, {"kind", "http"}, {"hosts", "a"}, {"path", "x"}, {"status", List{}}},
                   {{"name", "q"}, {"kind", "redis"}, {"hosts", "a"}, {"replicas", -1}}}) ==
          "services, item 1 (q): \"status\" is empty\n"
          "  services, item 1 (q): \"path\" must begin with a slash\n"
          "  services, item 2 (q): \"replicas\" must not be negative\n"
          "  services, item 2: there is a service q already");
}

TEST_CASE("no mistake shows a password") {
    CHECK(
        refusal(
            {{{"name", "db"}, {"kind", "redis"}, {"hosts", "a"}, {"password", List{"hush"}}, {"port", 0.5}}})
            .find("hush") == std::string::npos);
}
