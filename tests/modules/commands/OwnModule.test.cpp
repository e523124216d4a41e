#include "modules/commands/OwnModule.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

ModuleResult result_of(FakeHost& host, const std::string& content) {
    return applied(OwnModule(),
                   Map{{"content_hash", host.stage(content)},
                       {"name", "mine"},
                       {"arguments", Map{{"word", Value::secret("abc")}}}},
                   host);
}

FakeHost answering(const std::string& output, int status = 0) {
    FakeHost host;
    host.add_file("/bin/sh", "");
    host.answer("/bin/sh", {}, output, status, "complaint");
    return host;
}

ModuleResult result_of_printing(const std::string& output, int status = 0) {
    FakeHost host = answering(output, status);
    return result_of(host, "#!/bin/sh\n");
}

}  // namespace

TEST_CASE("a module of one's own gets a file of JSON, and its printed result is the task's") {
    FakeHost host;
    host.add_file("/bin/sh", "");
    std::string arguments;
    unsigned mode = 0;
    host.on_run("/bin/sh", {}, [&](const Command& command) {
        REQUIRE(command.arguments.size() == 2);
        arguments = host.content(command.arguments[1]);
        mode = host.status(command.arguments[1], Follow::nothing)->mode;
        return ProcessResult{0, R"({"changed": true, "n": 3, "diff": {"before": "a\n", "after": "b\n"}})" "\n", ""};
    });
    const ModuleResult result = result_of(host, "#!/bin/sh\n");
    CHECK(arguments == R"({"word": "abc"})");
    CHECK(mode == 0600);
    CHECK_FALSE(result.failure);
    CHECK(result.changed);
    CHECK(*result.data.find("n") == Value(3));
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].subject == "mine");
    CHECK(result.differences[0].before == Value("a\n"));
    CHECK_FALSE(result.data.contains("diff"));
}

TEST_CASE("a module says itself whether something changed and whether it failed") {
    CHECK(*result_of_printing(R"({"changed": false})").data.find("changed") == Value(false));
    CHECK(*result_of_printing(R"({})").data.find("changed") == Value(false));
    const ModuleResult failed = result_of_printing(R"({"failed": true, "msg": "no", "changed": true})");
    CHECK(failed.failure == "no");
    CHECK(*failed.data.find("changed") == Value(true));
    CHECK(result_of_printing(R"({"rc": 2})").failure == "the module failed and gave no reason");
    CHECK_FALSE(result_of_printing(R"({"rc": 2, "failed": false})").failure);
    CHECK_FALSE(result_of_printing(R"({"changed": false})", 1).failure);
}

TEST_CASE("a module that prints no JSON has failed, and all that it said is kept") {
    const ModuleResult result = result_of_printing("Segmentation fault\n", 139);
    CHECK(result.failure == "MODULE FAILURE: it printed no JSON: no mapping is among what it printed");
    CHECK(*result.data.find("module_stdout") == Value("Segmentation fault\n"));
    CHECK(*result.data.find("module_stderr") == Value("complaint"));
    CHECK(*result.data.find("rc") == Value(139));
}

TEST_CASE("lines around the result are passed over") {
    CHECK(to_json(printed_result("Welcome to {host}\n{\"a\": \"}\"}\nbye {now}\n")) == R"({"a": "}"})");
    CHECK(to_json(printed_result("{\n  \"a\": {\"b\": 1}\n}\n")) == R"({"a": {"b": 1}})");
    CHECK_THROWS_WITH(printed_result(""), "it printed nothing");
}

TEST_CASE("the interpreter is found wherever it is") {
    CHECK(interpreter_of("#!/bin/sh\n") == std::vector<std::string>{"/bin/sh"});
    CHECK(interpreter_of("#! /usr/bin/env  perl -w \r\n") == std::vector<std::string>{"/usr/bin/env", "perl -w"});
    CHECK(interpreter_of("\x7F" "ELF").empty());
    FakeHost host;
    host.answer("/usr/bin/python3", {}, R"({"changed": false})");
    host.add_program("python3");
    const ModuleResult result = result_of(host, "#!/usr/bin/python\n");
    INFO(result.failure.value_or(""));
    CHECK_FALSE(result.failure);
    FakeHost none;
    CHECK(result_of(none, "#!/opt/nothing\n").failure == "the interpreter of the module is not there: /opt/nothing");
}
