#include "modules/system/ReadOnlyPrograms.hpp"

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
