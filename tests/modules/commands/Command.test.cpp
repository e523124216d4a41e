#include "modules/commands/CommandModule.hpp"

#include "modules/commands/ShellModule.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const CommandModule command;
const ShellModule shell;

FakeHost echoing() {
    FakeHost host;
    host.answer("echo", {}, "one\ntwo\n\n", 0, "hm\n");
    return host;
}

std::string json_of(const ModuleResult& result, const char* key) {
    const Value* found = result.data.find(key);
    return found != nullptr ? to_json(*found) : "absent";
}

}  // namespace

TEST_CASE("a command's result has Ansible's keys") {
    FakeHost host = echoing();
    const ModuleResult result = applied(command, Map{{"_raw_params", "echo 'a b' c"}}, host);
    CHECK(!result.failure);
    CHECK(result.changed);
    CHECK(json_of(result, "cmd") == R"(["echo", "a b", "c"])");
    CHECK(json_of(result, "rc") == "0");
    CHECK(json_of(result, "stdout") == R"("one\ntwo")");
    CHECK(json_of(result, "stdout_lines") == R"(["one", "two"])");
    CHECK(json_of(result, "stderr") == R"("hm")");
    CHECK(json_of(result, "stderr_lines") == R"(["hm"])");
    CHECK(json_of(result, "delta") == R"("0:00:00.000000")");
    CHECK(json_of(result, "msg") == "\"\"");
    CHECK(result.data.contains("start"));
    CHECK(result.data.contains("end"));
}

TEST_CASE("empty ends stay where they are asked for") {
    FakeHost host = echoing();
    const ModuleResult result =
        applied(command, Map{{"argv", List{"echo"}}, {"strip_empty_ends", false}}, host);
    CHECK(json_of(result, "stdout") == R"("one\ntwo\n\n")");
    CHECK(json_of(result, "stdout_lines") == R"(["one", "two", ""])");
}

TEST_CASE("a status that is not 0 is a failure that has changed something") {
    FakeHost host;
    host.answer("false", {}, "", 1);
    const ModuleResult result = applied(command, Map{{"cmd", "false"}}, host);
    CHECK(result.failure == "non-zero return code");
    CHECK(result.changed);
    CHECK(json_of(result, "rc") == "1");
    CHECK(json_of(result, "msg") == "\"non-zero return code\"");
}

TEST_CASE("a program that is not there is named") {
    FakeHost host;
    host.add_missing_program("fob");
    const ModuleResult result = applied(command, Map{{"cmd", "fob x"}}, host);
    CHECK(result.failure == "[Errno 2] No such file or directory: 'fob'");
    CHECK(!result.changed);
    CHECK(json_of(result, "rc") == "2");
}

TEST_CASE("in check mode a bare command is skipped and what it would do is unknown") {
    FakeHost host = echoing();
    const ModuleResult result = checked(command, Map{{"_raw_params", "echo x"}}, host);
    CHECK(result.skipped);
    CHECK(!result.changed);
    CHECK(result.unknown);
    CHECK(json_of(result, "msg") == "\"Command would have run if not in check mode\"");
    CHECK(host.writes().empty());
}

TEST_CASE("creates and removes settle whether a command runs") {
    FakeHost host;
    host.on_run("touch", {}, [&](const Command& asked) {
        host.add_file(asked.arguments.at(0), "");
        return ProcessResult{};
    });
    converges(command, Map{{"cmd", "touch /etc/mark.1"}, {"creates", "/etc/mark.*"}}, host);
    const ModuleResult result =
        applied(command, Map{{"cmd", "touch /etc/mark.1"}, {"creates", "/etc/mark.1"}}, host);
    CHECK(!result.changed);
    CHECK(!result.skipped);
    CHECK(json_of(result, "msg") == "\"Did not run command since '/etc/mark.1' exists\"");
    CHECK(json_of(result, "stdout") == "\"skipped, since /etc/mark.1 exists\"");
    const ModuleResult removed =
        checked(command, Map{{"cmd", "rm x"}, {"removes", "none"}, {"chdir", "/etc"}}, host);
    CHECK(json_of(removed, "msg") == "\"Would not run command since 'none' does not exist\"");
}

TEST_CASE("what cannot be run is said before anything runs") {
    FakeHost host;
    CHECK(failure_of(command, Map{}, host) == "no command given");
    CHECK(failure_of(command, Map{{"_raw_params", " "}}, host) == "no command given");
    CHECK(failure_of(command, Map{{"cmd", "a"}, {"argv", List{"b"}}}, host) ==
          "only command or argv can be given, not both");
    CHECK(failure_of(command, Map{{"cmd", "a"}, {"chdir", "/none"}}, host) ==
          "Unable to change directory before execution: /none is no directory");
}

TEST_CASE("words of a command are expanded, a shell's line is the shell's") {
    FakeHost host;
    host.answer("cat", {}, "").answer("sh", {}, "").answer("bash", {}, "");
    applied(command, Map{{"cmd", "cat ~/x $HOME/y $NONE"}}, host);
    CHECK(host.ran().back().arguments == std::vector<std::string>{"/root/x", "/root/y", "$NONE"});
    applied(shell, Map{{"_raw_params", "cat ~/x | wc -l"}}, host);
    CHECK(host.ran().back().program == "/bin/sh");
    CHECK(host.ran().back().arguments == std::vector<std::string>{"-c", "cat ~/x | wc -l"});
    applied(shell, Map{{"cmd", "x"}, {"executable", "/bin/bash"}}, host);
    CHECK(host.ran().back().program == "/bin/bash");
}

TEST_CASE("what a command reads goes by its input, with a newline unless told otherwise") {
    FakeHost host = echoing();
    applied(command, Map{{"cmd", "echo"}, {"stdin", "hunter2"}}, host);
    CHECK(host.ran().back().input == "hunter2\n");
    CHECK(host.ran().back().arguments.empty());
    applied(command, Map{{"cmd", "echo"}, {"stdin", "hunter2"}, {"stdin_add_newline", false}}, host);
    CHECK(host.ran().back().input == "hunter2");
}

TEST_CASE("a real shell runs in its directory") {
    PosixHost host;
    const ModuleResult result =
        run(shell, Map{{"cmd", "pwd; cat"}, {"chdir", "/etc"}, {"stdin", "x"}}, host, Run::apply, {});
    CHECK(json_of(result, "stdout") == R"("/etc\nx")");
}
