#include "modules/commands/Ping.hpp"
#include "modules/commands/ScriptModule.hpp"
#include "modules/system/PosixHost.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const ScriptModule script;

Map arguments_for(FakeHost& host, Map more = {}) {
    more.set("_content_hash", host.stage("#!/bin/sh\n"));
    more.set("_name", "it's.sh");
    more.set("_words", "one 'two three'");
    return more;
}

}  // namespace

TEST_CASE("a script is put where only its user reads it, and run through a shell") {
    FakeHost host;
    unsigned mode = 0;
    std::string line;
    host.on_run("/bin/sh", {"-c"}, [&](const Command& command) {
        line = command.arguments[1];
        const std::size_t start = line.find('/');
        const std::string directory = line.substr(start, line.find("/it") - start);
        const std::optional<FileStatus> status = host.status(directory + "/it's.sh", Follow::nothing);
        mode = status ? status->mode : 0;
        return ProcessResult{3, "out\n", "err\n"};
    });
    const ModuleResult result = applied(script, arguments_for(host, {{"executable", "bash -e"}}), host);
    CHECK(mode == 0700);
    CHECK(line.starts_with("bash -e '"));
    CHECK(line.ends_with("/it'\"'\"'s.sh' one 'two three'"));
    CHECK(result.changed);
    CHECK(result.failure == "non-zero return code");
    CHECK(*result.data.find("rc") == Value(3));
    CHECK(*result.data.find("stdout") == Value("out\n"));
    CHECK(*result.data.find("stderr_lines") == Value(List{"err"}));
}

TEST_CASE("creates and removes settle whether a script is run") {
    FakeHost host;
    host.add_file("/etc/there", "");
    const ModuleResult made = applied(script, arguments_for(host, {{"creates", "/etc/th*"}}), host);
    CHECK(made.skipped);
    CHECK(*made.data.find("msg") == Value("/etc/th* exists, matching creates option"));
    const ModuleResult gone = applied(script, arguments_for(host, {{"removes", "/etc/gone"}}), host);
    CHECK(gone.skipped);
    CHECK(*gone.data.find("msg") == Value("/etc/gone does not exist, matching removes option"));
    CHECK(host.ran().empty());
}

TEST_CASE("what a script would do is not known, save where creates or removes tells") {
    FakeHost host;
    const ModuleResult unknown = checked(script, arguments_for(host), host);
    CHECK(unknown.skipped);
    CHECK(unknown.unknown);
    const ModuleResult known = checked(script, arguments_for(host, {{"creates", "/etc/gone"}}), host);
    CHECK(known.changed);
    CHECK_FALSE(known.skipped);
    CHECK(host.writes().empty());
}

TEST_CASE("ping answers what it is told to") {
    FakeHost host;
    CHECK(*already_converged(Ping(), Map{}, host).data.find("ping") == Value("pong"));
    CHECK(*already_converged(Ping(), Map{{"data", "hello"}}, host).data.find("ping") == Value("hello"));
    CHECK(failure_of(Ping(), Map{{"data", "crash"}}, host) == "boom");
}
