#include "modules/system/StandingPrograms.hpp"

#include "modules/system/PosixHost.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace modules;

namespace {

Command kind_of(const std::string& path) {
    return {.program = "file", .arguments = {"--brief", "--mime-type", "--mime-encoding", path}};
}

bool without_file() {
    if (PosixHost().find_program("file")) return false;
    WARN("skipped: no file(1) here");
    return true;
}

}  // namespace

TEST_CASE("a program that stays says what a run of its own would say") {
    if (without_file()) return;
    const TemporaryDirectory directory;
    std::ofstream(directory.path() + "/with blanks") << "plain text\n";
    std::ofstream(directory.path() + "/empty");
    const PosixHost host;
    StandingPrograms programs;
    for (const std::string& path : {directory.path() + "/with blanks", directory.path() + "/empty", directory.path(),
                                    std::string("/bin/sh"), std::string("/no/such/file")}) {
        const std::optional<ProcessResult> said = programs.ask(kind_of(path));
        REQUIRE(said.has_value());
        CHECK(said->output == host.query(kind_of(path)).output);
        CHECK(said->ok());
    }
}

TEST_CASE("a program that stays notices what changed meanwhile") {
    if (without_file()) return;
    const TemporaryDirectory directory;
    const std::string path = directory.path() + "/file";
    StandingPrograms programs;
    std::ofstream(path) << "text\n";
    CHECK(programs.ask(kind_of(path))->output == "text/plain; charset=us-ascii\n");
    std::ofstream(path) << "#!/bin/sh\necho yes\n";
    CHECK(programs.ask(kind_of(path))->output == "text/x-shellscript; charset=us-ascii\n");
}

TEST_CASE("what is no question of one line is left to a run of its own") {
    StandingPrograms programs;
    CHECK_FALSE(programs.ask(kind_of("-")));
    CHECK_FALSE(programs.ask(kind_of("/a\n/b")));
    CHECK_FALSE(programs.ask({.program = "uname"}));
    Command elsewhere = kind_of("/bin/sh");
    elsewhere.environment["PATH"] = "/nowhere";
    CHECK_FALSE(programs.ask(elsewhere));
}

TEST_CASE("a host asks its standing programs and still refuses what may write") {
    StandingPrograms programs;
    PosixHost::Settings settings;
    settings.standing_programs = &programs;
    const PosixHost host(settings);
    CHECK(host.query({.program = "uname"}).output == "Linux\n");
    CHECK_THROWS_AS(host.query({.program = "rm", .arguments = {"-rf", "/none"}}), std::logic_error);
    if (without_file()) return;
    CHECK(host.query(kind_of("/")).output == "inode/directory; charset=binary\n");
}
