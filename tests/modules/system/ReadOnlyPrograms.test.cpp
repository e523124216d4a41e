#include "modules/system/ReadOnlyPrograms.hpp"

#include "modules/system/BrokerQuestion.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

bool looks(std::string program, std::vector<std::string> arguments) {
    return only_looks({.program = std::move(program), .arguments = std::move(arguments)});
}

}  // namespace

TEST_CASE("what only looks may be asked, by name or by path") {
    CHECK(looks("dpkg-query", {"-W", "bash"}));
    CHECK(looks("/usr/bin/dpkg-query", {"-W", "bash"}));
    CHECK(looks("systemctl", {"show", "ssh.service", "--property=ActiveState"}));
    CHECK(looks("cibadmin", {"-Q"}));
    CHECK(looks("pcs", {"resource", "describe", "ocf:heartbeat:IPaddr2"}));
    CHECK(looks("hostname", {}));
}

TEST_CASE("what could change something may not") {
    CHECK(!looks("systemctl", {"stop", "ssh.service"}));
    CHECK(!looks("systemctl", {}));
    CHECK(!looks("cibadmin", {"--delete", "-Q"}));
    CHECK(!looks("pcs", {"resource", "create", "x"}));
    CHECK(!looks("pcs", {"config", "restore"}));
    CHECK(!looks("pcs", {"cluster", "cib", "/tmp/file"}));
    CHECK(!looks("hostname", {"new-name"}));
    CHECK(!looks("crm_verify", {"-L", "--save-xml=/tmp/x"}));
    CHECK(!looks("sysctl", {"-n", "-w", "kernel.panic=1"}));
    CHECK(!looks("sh", {"-c", "true"}));
    CHECK(!looks("rm", {}));
}

TEST_CASE("a database's client looks only in a session that the server holds to it") {
    const std::vector<std::string> arguments{"--defaults-file=/dev/fd/3", "--binary-mode",
                                             "--default-character-set=utf8mb4", "--xml"};
    const auto asks = [&](std::string sql, std::vector<std::string> more = {}) {
        std::vector<std::string> all = arguments;
        all.insert(all.end(), more.begin(), more.end());
        return only_looks({.program = "mariadb", .arguments = all, .input = std::move(sql)});
    };
    CHECK(asks("SET SESSION TRANSACTION READ ONLY;\nSHOW DATABASES;\n"));
    CHECK(!asks("SHOW DATABASES;\n"));
    CHECK(!asks("SET SESSION TRANSACTION READ ONLY;\n", {"--execute=DROP DATABASE x"}));
}

TEST_CASE("a message broker is asked one thing, past Debian's script too, and not changed") {
    const auto asks = [](std::string program, std::vector<std::string> arguments, std::string_view input) {
        return only_looks(
            {.program = std::move(program), .arguments = std::move(arguments), .input = std::string(input)});
    };
    const std::string more = std::string(broker_question) + "init:stop().";
    CHECK(asks("rabbitmqctl", {"eval", "-q"}, broker_question));
    CHECK(asks("rabbitmqctl", {"eval", "-q", "-n", "rabbit@c2"}, broker_question));
    CHECK(!asks("rabbitmqctl", {"eval", "-q"}, more));
    CHECK(!asks("rabbitmqctl", {"eval", "-q", "init:stop()."}, broker_question));
    CHECK(!asks("rabbitmqctl", {"eval", "-q", "-n", "rabbit@c2", "init:stop()."}, broker_question));
    CHECK(asks("/usr/lib/erlang/bin/erl_call", {"-R", "-e", "-sname", "rabbit@c1"}, broker_question));
    CHECK(!asks("erl_call", {"-R", "-e", "-sname", "rabbit@c1"}, more));
    CHECK(!asks("erl_call", {"-R", "-e", "-sname", "rabbit@c1", "-q"}, broker_question));
    CHECK(!looks("rabbitmqctl", {"delete_user", "x"}));
    const std::vector<std::string> past{"-u",   "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl",
                                        "eval", "-q"};
    CHECK(asks("runuser", past, broker_question));
    CHECK(!asks("runuser", past, more));
    CHECK(!looks("runuser", {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl", "stop"}));
    CHECK(!looks("runuser", {"-u", "root", "--", "sh"}));
}
