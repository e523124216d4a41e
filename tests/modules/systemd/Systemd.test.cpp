#include "modules/systemd/Service.hpp"
#include "modules/systemd/SystemdService.hpp"
#include "modules/systemd/Unit.hpp"
#include "tests/modules/systemd/FakeSystemd.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Systemd systemd;
const Service service;

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A service is started and enabled, and one look asks systemctl once") {
    FakeHost host;
    FakeSystemd units(host);
    units["haproxy.service"] = {};
    const Value wanted = Map{{"name", "haproxy"}, {"state", "started"}, {"enabled", true}};
    const ModuleResult result = converges(service, wanted, host);
    CHECK(result.data.find("name")->as_text() == "haproxy");
    CHECK(result.data.find("state")->as_text() == "started");
    CHECK(result.data.find("enabled")->as_boolean());
    CHECK(result.data.find("status")->text_of("Id") == "haproxy.service");
    REQUIRE(host.ran().size() == 2);
    CHECK(host.ran()[0].arguments == Lines{"enable", "haproxy.service"});
    CHECK(host.ran()[1].arguments == Lines{"start", "haproxy.service"});
    const std::size_t before = host.queried().size();
    static_cast<void>(checked(systemd, wanted, host));
    CHECK(host.queried().size() == before + 1);
}

TEST_CASE("A service is stopped and disabled; what is starting up counts as running") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.active = "activating", .file = "enabled"};
    already_converged(systemd, Map{{"name", "x"}, {"state", "started"}}, host);
    const ModuleResult result =
        converges(systemd, Map{{"name", "x"}, {"state", "stopped"}, {"enabled", false}}, host);
    CHECK(result.differences.at(1).before == Value(Map{{"state", "activating"}}));
    CHECK(result.data.find("state")->as_text() == "stopped");
    units["x.service"].active = "failed";
    converges(systemd, Map{{"name", "x"}, {"state", "started"}}, host);
}

TEST_CASE("Restarted always restarts, or starts what does not run; reloaded likewise") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.active = "active"};
    const auto verb = [&](const char* state) {
        const ModuleResult result = applied(service, Map{{"name", "x"}, {"state", state}}, host);
        CHECK(result.changed);
        CHECK(result.data.find("state")->as_text() == "started");
        return host.ran().back().arguments.front();
    };
    CHECK(verb("restarted") == "restart");
    CHECK(verb("reloaded") == "reload");
    units["x.service"].active = "inactive";
    CHECK(verb("reloaded") == "start");
    CHECK(checked(service, Map{{"name", "x"}, {"state", "restarted"}}, host).changed);
    static_cast<void>(applied(service, Map{{"name", "x"}, {"state", "restarted"}, {"sleep", 5}}, host));
    CHECK(host.ran().back().arguments.front() == "start");
    CHECK(host.now() == 1700000005);
}

TEST_CASE("A unit that is not there is a failure, and in check mode not yet known") {
    FakeHost host;
    FakeSystemd units(host);
    const Value wanted = Map{{"name", "nope"}, {"state", "started"}};
    CHECK(applied(service, wanted, host).failure == "Could not find the requested service nope: host");
    CHECK(checked(service, wanted, host).unknown == "Could not find the requested service nope: host");
}

TEST_CASE("A masked unit is neither started nor enabled before it is unmasked, and then both") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.file = "masked", .load = "masked"};
    CHECK(applied(systemd, Map{{"name", "x"}, {"state", "started"}}, host).failure ==
          "x is masked, so it can be neither enabled nor started; unmask it with \"masked: no\"");
    already_converged(systemd, Map{{"name", "x"}, {"state", "stopped"}, {"enabled", false}}, host);
    already_converged(systemd, Map{{"name", "x"}, {"masked", true}}, host);
    const ModuleResult result = converges(
        systemd, Map{{"name", "x"}, {"masked", false}, {"enabled", true}, {"state", "started"}}, host);
    CHECK(result.differences.size() == 3);
    CHECK(result.data.find("enabled")->as_boolean());
}

TEST_CASE("A unit is stopped and disabled before it is masked, for afterwards it cannot be disabled") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.active = "active", .file = "enabled"};
    converges(systemd, Map{{"name", "x"}, {"masked", true}, {"enabled", false}, {"state", "stopped"}}, host);
    CHECK(host.ran().front().arguments == Lines{"disable", "x.service"});
    CHECK(host.ran().back().arguments == Lines{"mask", "x"});
    converges(systemd, Map{{"name", "not-installed"}, {"masked", true}}, host);
}

TEST_CASE("A static unit counts as enabled and cannot be disabled, which is said") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.file = "static"};
    already_converged(systemd, Map{{"name", "x"}, {"enabled", true}}, host);
    const ModuleResult result = already_converged(systemd, Map{{"name", "x"}, {"enabled", false}}, host);
    CHECK(result.warnings == Lines{"x is static: it can be neither enabled nor disabled, only masked"});
    CHECK(result.data.find("enabled")->as_boolean());
}

TEST_CASE("An alias stands for its unit, and the unit's own name is enabled") {
    FakeHost host;
    FakeSystemd units(host);
    units["ssh.service"] = {};
    units.add_alias("sshd.service", "ssh.service");
    converges(systemd, Map{{"name", "sshd"}, {"enabled", true}}, host);
    CHECK(host.ran().back().arguments == Lines{"enable", "ssh.service"});
}

TEST_CASE("Sockets and instances are units like any other, but a template cannot run") {
    FakeHost host;
    FakeSystemd units(host);
    units["pcsd.socket"] = {};
    units["getty@tty1.service"] = {.file = "enabled"};
    units["getty@.service"] = {.file = "disabled"};
    converges(systemd, Map{{"name", "pcsd.socket"}, {"state", "started"}}, host);
    already_converged(systemd, Map{{"name", "getty@tty1"}, {"enabled", true}}, host);
    converges(systemd, Map{{"name", "getty@.service"}, {"enabled", true}}, host);
    CHECK(failure_of(systemd, Map{{"name", "getty@.service"}, {"state", "started"}}, host) ==
          "getty@.service is a template and cannot run; name an instance of it (between @ and the dot)");
}

TEST_CASE("An init script is enabled by its start links") {
    FakeHost host;
    FakeSystemd units(host);
    units["old.service"] = {.file = "generated", .more = "SourcePath=/etc/init.d/old\n"};
    CHECK(checked(systemd, Map{{"name", "old"}, {"enabled", true}}, host).changed);
    host.add_link("../init.d/old", "/etc/rc3.d/S01old");
    already_converged(systemd, Map{{"name", "old"}, {"enabled", true}}, host);
}

TEST_CASE("systemd is reloaded only where unit files are newer than what it has loaded") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.active = "active"};
    const Value wanted = Map{{"daemon_reload", true}};
    already_converged(systemd, wanted, host);
    host.set_now(1700000100);
    host.add_file("/etc/systemd/system/x.service.d/limits.conf", "[Service]\n");
    host.set_now(1700000200);
    converges(systemd, wanted, host);
    CHECK(host.ran().back().arguments == Lines{"daemon-reload"});
    host.add_file("/usr/lib/systemd/system/new.service", "");
    host.set_now(1700000300);
    units.add_unseen("new.service", {});
    host.add_file("/usr/lib/systemd/system/new.service", "");
    host.set_now(1700000400);
    converges(systemd, Map{{"name", "new"}, {"daemon_reload", true}, {"state", "started"}}, host);
    CHECK(host.ran().back().arguments == Lines{"start", "new.service"});
}

TEST_CASE("A start that fails says why, with the end of the journal") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.broken = "Job for x.service failed."};
    host.answer("journalctl", {"-u", "x.service"}, "bind: address already in use\n");
    const ModuleResult result = applied(systemd, Map{{"name", "x"}, {"state", "started"}}, host);
    CHECK(result.failure == "Unable to start service x: Job for x.service failed.\n"
                            "Its journal ends with:\nbind: address already in use");
    CHECK(result.data.find("rc")->as_integer() == 1);
}

TEST_CASE("A unit file with a mistake is told before anything is done") {
    FakeHost host;
    FakeSystemd units(host);
    units["x.service"] = {.load = "bad-setting",
                          .more = "LoadError=org.freedesktop \"Unit has a bad setting.\"\n"};
    CHECK(failure_of(systemd, Map{{"name", "x"}, {"state", "started"}}, host) ==
          "Error loading unit file 'x': org.freedesktop \"Unit has a bad setting.\"");
}

TEST_CASE("Where systemd is not running, enabling works on files and state is left alone") {
    FakeHost host;
    host.answer("systemctl", {"show"}, "", 1,
                "System has not been booted with systemd as init system (PID 1).");
    std::string state = "disabled";
    host.on_run("systemctl", {"is-enabled"}, [&](const Command&) {
        return ProcessResult{state == "enabled" ? 0 : 1, state + "\n", "", false};
    });
    host.on_run("systemctl", {"enable"}, [&](const Command&) {
        state = "enabled";
        return ProcessResult{};
    });
    const ModuleResult result =
        converges(systemd, Map{{"name", "x"}, {"enabled", true}, {"state", "started"}}, host);
    CHECK(result.warnings == Lines{"systemd is not running here, so x is left as it is"});
}

TEST_CASE("The scope and the flags reach systemctl") {
    FakeHost host;
    FakeSystemd units(host);
    host.set_effective_user(1000);
    units["x.service"] = {};
    converges(systemd, Map{{"name", "x"}, {"state", "started"}, {"scope", "user"}, {"no_block", true}}, host);
    CHECK(host.ran().back().arguments == Lines{"--user", "--no-block", "start", "x.service"});
    CHECK(host.ran().back().environment.at("XDG_RUNTIME_DIR") == "/run/user/1000");
}

TEST_CASE("What cannot be meant is refused") {
    FakeHost host;
    FakeSystemd units(host);
    CHECK(failure_of(systemd, Map{{"state", "started"}}, host) ==
          "missing argument \"name\": state, enabled and masked belong to a unit");
    CHECK(failure_of(systemd, Map{{"name", "x"}}, host) ==
          "one of state, enabled, masked, daemon_reload and daemon_reexec is required");
    CHECK(failure_of(systemd, Map{{"name", "x*"}, {"state", "started"}}, host) ==
          "a unit's name is wanted, not a pattern: \"x*\"");
    CHECK(failure_of(service, Map{{"name", "x"}, {"state", "started"}, {"use", "openrc"}}, host) ==
          "use: the service manager \"openrc\" is not supported, only systemd is");
    CHECK(SystemdService().name() == "systemd_service");
}

TEST_CASE("Commands that stretch over lines are one property, braces elsewhere are not") {
    const Map properties =
        properties_in("Description={ open\nExecStart={ path=/bin/x ;\n more=1 }\nId=x.service\n");
    CHECK(properties.find("Description")->as_text() == "{ open");
    CHECK(properties.find("ExecStart")->as_text() == "{ path=/bin/x ;\n more=1 }");
    CHECK(properties.find("Id")->as_text() == "x.service");
}
