#include "modules/rabbitmq/Rabbitmqctl.hpp"

#include "modules/rabbitmq/RabbitmqUser.hpp"
#include "tests/modules/rabbitmq/FakeBroker.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const RabbitmqUser module;
const Value bob = Map{{"user", "bob"}, {"password", "x"}};

using Lines = std::vector<std::string>;

std::string settings(const std::string& text) {
    FakeHost host;
    FakeBroker broker(host);
    broker.install_erl_call(host);
    host.add_file("/proc/sys/kernel/hostname", "c1.example.org\n");
    host.add_file("/etc/rabbitmq/rabbitmq-env.conf", text);
    REQUIRE(rabbitmq::Rabbitmqctl(host, std::nullopt).look(host).is_map());
    return broker.asked.empty() ? "nobody" : broker.asked.at(0).at(2) + ' ' + broker.asked.at(0).at(3);
}

}  // namespace

TEST_CASE("Where Erlang's small client is there, a look starts no Erlang machine") {
    FakeHost host;
    FakeBroker broker(host);
    broker.install_erl_call(host);
    host.add_file("/proc/sys/kernel/hostname", "c1\n");
    converges(module, bob, host);
    broker.commands.clear();
    already_converged(module, bob, host);
    CHECK(broker.commands.empty());
    CHECK(broker.asked.back() == Lines{"-R", "-e", "-sname", "rabbit@c1"});
    CHECK(host.queried().back().environment.at("HOME") == "/var/lib/rabbitmq");
}

TEST_CASE("A client that does not come through leaves the word to rabbitmqctl") {
    FakeHost host;
    FakeBroker broker(host);
    broker.install_erl_call(host);
    host.answer("erl_call", {"-R", "-e"}, "{error, \"*** eval: {'EXIT',{undef,[]}}\"}");
    CHECK(rabbitmq::Rabbitmqctl(host, std::nullopt).look(host).is_map());
    CHECK(broker.commands == std::vector<Lines>{{"eval", "-q"}});
    CHECK(rabbitmq::Rabbitmqctl(host, "rabbit@c2").look(host).is_map());
    CHECK(broker.commands.back() == Lines{"eval", "-q", "-n", "rabbit@c2"});
    broker.is_stopped = true;
    CHECK(applied(module, bob, host).failure == "RabbitMQ does not run: the broker in its node is stopped");
}

TEST_CASE("The node is the one that the broker's environment names") {
    CHECK(settings("") == "-sname rabbit@c1");
    CHECK(settings("# NODENAME=x\nNODENAME=bunny@c1\n") == "-sname bunny@c1");
    CHECK(settings("export RABBITMQ_NODENAME=\"bunny\"\n") == "-sname bunny@c1");
    CHECK(settings("USE_LONGNAME=true\nNODENAME=bunny@c1.example.org\n") == "-name bunny@c1.example.org");
    CHECK(settings("NODENAME=rabbit@$(hostname)\n") == "nobody");
}
