#include "modules/kernel/TimeZone.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const TimeZone timezone_module;

FakeHost host_in(const std::string& zone) {
    FakeHost host;
    host.add_file("/usr/share/zoneinfo/Etc/UTC", "").add_file("/usr/share/zoneinfo/Europe/Berlin", "");
    host.add_link("/usr/share/zoneinfo/" + zone, "/etc/localtime");
    return host;
}

}  // namespace

TEST_CASE("A time zone is set without systemd by its link, and in Debian's file where there is one") {
    FakeHost host = host_in("Etc/UTC");
    const ModuleResult result = converges(timezone_module, Map{{"name", "Europe/Berlin"}}, host);
    CHECK(host.link_target("/etc/localtime") == "/usr/share/zoneinfo/Europe/Berlin");
    CHECK(!host.exists("/etc/timezone"));
    CHECK(result.differences.at(0).before == Value("Etc/UTC\n"));
    host.add_file("/etc/timezone", "Etc/UTC\n");
    converges(timezone_module, Map{{"name", "Europe/Berlin"}}, host);
    CHECK(host.content("/etc/timezone") == "Europe/Berlin\n");
}

TEST_CASE("Where systemd runs it sets time zone and clock") {
    FakeHost host = host_in("Etc/UTC");
    host.add_directory("/run/systemd/system");
    host.on_run("timedatectl", {"set-timezone"}, [&](const Command& command) {
        host.add_link("../usr/share/zoneinfo/" + command.arguments.at(1), "/etc/localtime");
        return ProcessResult{};
    });
    host.on_run("timedatectl", {"set-local-rtc", "yes"}, [&](const Command&) {
        host.add_file("/etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");
        return ProcessResult{};
    });
    converges(timezone_module, Map{{"name", "Europe/Berlin"}}, host);
    already_converged(timezone_module, Map{{"hwclock", "UTC"}}, host);
    converges(timezone_module, Map{{"hwclock", "local"}}, host);
}

TEST_CASE("A clock is set by hwclock where systemd does not run") {
    FakeHost host = host_in("Etc/UTC");
    host.add_file("/etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");
    host.on_run("hwclock", {"--systohc", "--utc"}, [&](const Command&) {
        host.add_file("/etc/adjtime", "0.0 0 0.0\n0\nUTC\n");
        return ProcessResult{};
    });
    converges(timezone_module, Map{{"rtc", "UTC"}}, host);
}

TEST_CASE("A zone that there is not is a failure, and unknown in check mode") {
    FakeHost host = host_in("Etc/UTC");
    const std::string missing = "given timezone \"Europe/Bielefeld\" is not available";
    CHECK(applied(timezone_module, Map{{"name", "Europe/Bielefeld"}}, host).failure == missing);
    CHECK(checked(timezone_module, Map{{"name", "Europe/Bielefeld"}}, host).unknown == missing);
    CHECK(failure_of(timezone_module, Map{{"name", "../etc/passwd"}}, host) ==
          "timezone: \"../etc/passwd\" is no name of a time zone");
    CHECK(failure_of(timezone_module, Map{}, host) == "one of the following is required: hwclock, name");
}
