#include "modules/systemd/ServiceFacts.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const ServiceFacts service_facts;

Value service(const std::string& name, const std::string& state, const std::string& status) {
    return Map{{"name", name}, {"state", state}, {"status", status}, {"source", "systemd"}};
}

Map services_of(FakeHost& host) {
    return already_converged(service_facts, Map{}, host)
        .data.find("ansible_facts")
        ->get("services")
        ->as_map();
}

}  // namespace

TEST_CASE("Services of systemd are facts: what is loaded, and what only has a file") {
    FakeHost host;
    host.add_directory("/run/systemd/system");
    host.answer("systemctl", {"list-units"},
                "ssh.service     loaded    active   running OpenBSD Secure Shell server\n"
                "sysstat.service loaded    active   exited  Resets the failed counter\n"
                "apt.service     loaded    inactive dead    Daily\n"
                "bad.service     loaded    failed   failed  Bad\n"
                "gone.service    not-found inactive dead    gone.service\n"
                "no.service      masked    inactive dead    no.service\n");
    host.answer(
        "systemctl", {"list-unit-files"},
        "apt.service    static   -\nbad.service    enabled  enabled\nno.service     masked   enabled\n"
        "getty@.service enabled  enabled\nssh.service    enabled  enabled\nsshd.service   alias    -\n"
        "x.service      disabled enabled\n");
    host.answer("systemctl", {"show", "--property=ActiveState", "sshd.service", "x.service"},
                "ActiveState=active\n\nActiveState=inactive\n");
    const Map services = services_of(host);
    CHECK(*services.find("ssh.service") == service("ssh.service", "running", "enabled"));
    CHECK(*services.find("sysstat.service") == service("sysstat.service", "stopped", "active"));
    CHECK(*services.find("apt.service") == service("apt.service", "stopped", "static"));
    CHECK(*services.find("bad.service") == service("bad.service", "stopped", "failed"));
    CHECK(*services.find("gone.service") == service("gone.service", "stopped", "not-found"));
    CHECK(*services.find("no.service") == service("no.service", "stopped", "masked"));
    CHECK(*services.find("getty@.service") == service("getty@.service", "unknown", "enabled"));
    CHECK(*services.find("sshd.service") == service("sshd.service", "active", "alias"));
    CHECK(*services.find("x.service") == service("x.service", "inactive", "disabled"));
}

TEST_CASE("A script of init.d is told beside its unit, in the unit's state") {
    FakeHost host;
    host.add_directory("/run/systemd/system");
    host.answer("systemctl", {"list-units"}, "ssh.service loaded active running Shell\n");
    host.answer("systemctl", {"list-unit-files"}, "ssh.service enabled enabled\n");
    host.add_file("/etc/init.d/ssh", "#!/bin/sh\nstatus) status_of_proc\n", {.mode = 0755});
    host.add_file("/etc/init.d/old", "#!/bin/sh\nstatus) exit 3\n", {.mode = 0755});
    host.add_file("/etc/init.d/mute", "#!/bin/sh\nstart) true\n", {.mode = 0755});
    host.add_file("/etc/init.d/README", "status", {.mode = 0644});
    const Map services = services_of(host);
    CHECK(services.size() == 3);
    CHECK(*services.find("ssh") == Value(Map{{"name", "ssh"}, {"state", "running"}, {"source", "sysv"}}));
    CHECK(*services.find("old") == Value(Map{{"name", "old"}, {"state", "stopped"}, {"source", "sysv"}}));
}

TEST_CASE("Without systemd the scripts tell their status; without any the module says that it found none") {
    FakeHost host;
    host.answer("service", {"--status-all"}, " [ + ]  cron\n [ - ]  dbus\n [ ? ]  hwclock.sh\n");
    const Map services = services_of(host);
    CHECK(services.size() == 2);
    CHECK(services.find("cron")->text_of("state") == "running");
    CHECK(services.find("dbus")->text_of("state") == "stopped");
    FakeHost bare;
    const ModuleResult none = already_converged(service_facts, Map{}, bare);
    CHECK(none.skipped);
    CHECK(
        *none.data.find("msg") ==
        Value(
            "Failed to find any services. This can be due to privileges or some other configuration issue."));
}
