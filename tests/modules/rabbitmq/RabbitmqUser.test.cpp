#include "modules/rabbitmq/RabbitmqUser.hpp"

#include "modules/rabbitmq/PasswordHash.hpp"
#include "tests/modules/rabbitmq/FakeBroker.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace modules;

namespace {

const RabbitmqUser module;

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a password is known by the salted hash that a broker keeps of it") {
    // From RabbitMQ 3.10, for the password pä$s "w.
    const char* const hash = "dXn6nWlN4szRizruQa7ysPmGR+m/P/7nEwOkoMEhL8zCfeuS";
    CHECK(rabbitmq::is_password("pä$s \"w", hash, "rabbit_password_hashing_sha256") == true);
    CHECK(rabbitmq::is_password("pä$s \"x", hash, "rabbit_password_hashing_sha256") == false);
    CHECK(rabbitmq::is_password("x", "", "rabbit_password_hashing_sha256") == false);
    CHECK(rabbitmq::is_password("x", hash, "our_own_hashing") == std::nullopt);
}

TEST_CASE("A user is made with password, tags and permissions, and one look is one call") {
    FakeHost host;
    FakeBroker broker(host);
    const Value wanted = Map{{"name", "-bob"},
                             {"password", Value::secret("s3cret-word")},
                             {"update_password", "always"},
                             {"tags", "monitoring, administrator"},
                             {"vhost", "/"},
                             {"configure_priv", "^$HOME"},
                             {"read_priv", ".*"}};
    converges(module, wanted, host);
    CHECK(broker.users.at("-bob").password == "s3cret-word");
    CHECK(broker.users.at("-bob").tags == std::set<std::string>{"administrator", "monitoring"});
    CHECK(broker.permissions.at({"-bob", "/"}) == Lines{"^$HOME", "^$", ".*"});
    broker.commands.clear();
    already_converged(module, wanted, host);
    CHECK(broker.commands.at(0) == Lines{"eval", "-q"});
    CHECK(std::all_of(broker.commands.begin(), broker.commands.end(),
                      [&](const Lines& words) { return words == broker.commands[0]; }));
    for (const Command& command : host.ran())
        for (const std::string& argument : command.arguments)
            CHECK(argument.find("s3cret-word") == std::string::npos);
}

TEST_CASE("A password that differs is set only where that is asked for") {
    FakeHost host;
    FakeBroker broker(host);
    broker.users["bob"] = {.password = "old", .tags = {}};
    broker.permissions[{"bob", "/"}] = {"^$", "^$", "^$"};
    Map wanted{{"user", "bob"}, {"password", "new"}};
    already_converged(module, wanted, host);
    wanted.set("update_password", "always");
    CHECK(converges(module, wanted, host).differences.at(0).after ==
          Value(Map{{"password", "the one asked for"}}));
    CHECK(broker.users["bob"].password == "new");
    // Of a hash that is not known here the broker itself is asked.
    broker.users["bob"].algorithm = "our_own_hashing";
    already_converged(module, wanted, host);
    CHECK(broker.commands.back() == Lines{"authenticate_user", "-q", "--", "bob"});
    broker.users["bob"].password = "another";
    converges(module, wanted, host);
}

TEST_CASE("A list of permissions is the whole of them; a single one leaves the others") {
    FakeHost host;
    FakeBroker broker(host);
    broker.users["bob"] = {.password = "x", .tags = {}};
    broker.permissions[{"bob", "a"}] = {".*", ".*", ".*"};
    broker.permissions[{"bob", "b"}] = {".*", ".*", ".*"};
    converges(module, Map{{"user", "bob"}, {"vhost", "b"}, {"read_priv", "x"}}, host);
    CHECK(broker.permissions.at({"bob", "a"}) == Lines{".*", ".*", ".*"});
    const ModuleResult result = converges(
        module, Map{{"user", "bob"}, {"permissions", List{Map{{"vhost", "b"}, {"configure_priv", "y"}}}}},
        host);
    CHECK(broker.permissions.size() == 1);
    CHECK(broker.permissions.at({"bob", "b"}) == Lines{"y", "^$", "^$"});
    CHECK(result.differences.at(1).subject == "permissions of bob in a");
    CHECK(result.differences.at(1).after.is_null());
}

TEST_CASE("A user without a password has none, and one that is removed is gone") {
    FakeHost host;
    FakeBroker broker(host);
    converges(module, Map{{"user", "bob"}}, host);
    CHECK(broker.users.at("bob").password.empty());
    CHECK(broker.commands.back().front() == "eval");
    converges(module, Map{{"user", "bob"}, {"state", "absent"}}, host);
    CHECK(broker.users.empty());
}

TEST_CASE("A broker that does not run is a failure, and in check mode not yet known") {
    FakeHost host;
    FakeBroker broker(host);
    broker.running = false;
    const std::string reason =
        "RabbitMQ does not run: unable to perform an operation on node 'rabbit@c1'. rabbit@c1: * connected "
        "to epmd (port 4369) on c1 * epmd reports: node 'rabbit' not running at all * suggestion: start "
        "the node";
    CHECK(applied(module, Map{{"user", "bob"}}, host).failure == reason);
    CHECK(checked(module, Map{{"user", "bob"}}, host).unknown == reason);
    FakeHost bare;
    CHECK(applied(module, Map{{"user", "bob"}}, bare).failure ==
          "rabbitmqctl is not installed here; Debian's package is rabbitmq-server");
}

TEST_CASE("What no broker could take is refused") {
    FakeHost host;
    FakeBroker broker(host);
    CHECK(failure_of(module, Map{{"user", "bob"}, {"password", "a\nb"}}, host) ==
          "argument \"password\": rabbitmqctl reads one line; a password cannot have several");
    CHECK(failure_of(module, Map{{"user", "bob"}, {"permissions", List{Map{{"configure", ".*"}}}}}, host) ==
          "argument \"permissions\": each is a mapping of vhost, configure_priv, write_priv and read_priv to "
          "text; found "
          "\"configure\"");
}
