#include "modules/rabbitmq/BrokerAnswer.hpp"

#include "modules/value/Base64.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using rabbitmq::broker_answer;

TEST_CASE("A broker's answer is read as erl_call prints it, and as rabbitmqctl does, in whatever pieces") {
    const std::string text = to_base64(R"({"cluster_name":"é","nodes":["rabbit@c1"]})");
    const Value wanted = Map{{"cluster_name", "é"}, {"nodes", List{"rabbit@c1"}}};
    CHECK(broker_answer("{ok, [\"" + text + "\"]}") == wanted);
    CHECK(broker_answer("[\"" + text + "\"]\n") == wanted);
    CHECK(broker_answer("[\"" + text.substr(0, 9) + "\"\n  \"" + text.substr(9) + "\"]\n") == wanted);
    CHECK(broker_answer("[\"" + text.substr(0, 8) + "\",\n \"" + text.substr(8) + "\"]\n") == wanted);
}

TEST_CASE("What is no answer is none, and a broker that is stopped is no mistake") {
    CHECK(broker_answer("") == std::nullopt);
    CHECK(broker_answer("{error, \"*** eval: {'EXIT',{undef,[]}}\"}") == std::nullopt);
    CHECK(broker_answer("[\"bm8ganNvbg==\"]") == std::nullopt);
    CHECK_THROWS_AS(broker_answer("{ok, stopped}"), rabbitmq::BrokerUnreachable);
    CHECK_THROWS_AS(broker_answer("stopped\n"), rabbitmq::BrokerUnreachable);
}
