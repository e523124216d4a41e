#include "modules/kernel/HostName.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const HostName hostname;

/// A host called "old", whose programs set what they are told to.
FakeHost called_old() {
    FakeHost host;
    host.add_file("/proc/sys/kernel/hostname", "old\n").add_file("/etc/hostname", "# ours\nold\n");
    return host;
}

void add_programs(FakeHost& host) {
    host.on_run("hostname", {}, [&host](const Command& command) {
        host.add_file("/proc/sys/kernel/hostname", command.arguments.back() + "\n");
        return ProcessResult{};
    });
    host.on_run("hostnamectl", {"--transient", "set-hostname"}, [&host](const Command& command) {
        host.add_file("/proc/sys/kernel/hostname", command.arguments.back() + "\n");
        return ProcessResult{};
    });
    host.on_run("hostnamectl", {"--static", "set-hostname"}, [&host](const Command& command) {
        host.add_file("/etc/hostname", command.arguments.back() + "\n");
        return ProcessResult{};
    });
}

}  // namespace

TEST_CASE("with systemd the running and the kept name are set by hostnamectl") {
    FakeHost host = called_old();
    add_programs(host);
    host.add_directory("/run/systemd/system");
    host.add_file("/etc/hosts", "10.0.0.1 controller1.cloud.example controller1 # first\n");
    const ModuleResult result = converges(hostname, Map{{"name", "controller1"}}, host);
    CHECK(host.content("/etc/hostname") == "controller1\n");
    CHECK(host.ran().size() == 2);
    CHECK(to_json(result.data) ==
          R"({"name": "controller1", "ansible_facts": {"ansible_hostname": "controller1", )"
          R"("ansible_nodename": "controller1", "ansible_fqdn": "controller1.cloud.example", )"
          R"("ansible_domain": "cloud.example"}})");
    REQUIRE(result.differences.size() == 2);
    CHECK(result.differences[0].before == Value("old\n"));
    CHECK(result.differences[0].after == Value("controller1\n"));
}

TEST_CASE("without systemd the kernel's name and the file are set") {
    FakeHost host = called_old();
    add_programs(host);
    converges(hostname, Map{{"name", "web01.example.com"}}, host);
    CHECK(host.content("/etc/hostname") == "web01.example.com\n");
    CHECK(host.ran().at(0).program == "hostname");
    CHECK(host.ran().size() == 1);
    host.add_directory("/run/systemd/system");
    converges(hostname, Map{{"name", "other"}, {"use", "generic"}}, host);
    CHECK(host.ran().at(1).program == "hostname");
    converges(hostname, Map{{"name", "again"}, {"use", "debian"}}, host);
    CHECK(host.ran().at(2).program == "hostnamectl");
}

TEST_CASE("only what differs is set") {
    FakeHost host = called_old();
    add_programs(host);
    already_converged(hostname, Map{{"name", "old"}}, host);
    host.add_file("/proc/sys/kernel/hostname", "drifted\n");
    CHECK(converges(hostname, Map{{"name", "old"}}, host).differences.size() == 1);
    CHECK(host.content("/etc/hostname") == "# ours\nold\n");
}

TEST_CASE("a file that is a mount of its own is written in place") {
    FakeHost host = called_old();
    add_programs(host);
    // What is replaced would be the link, what is written in place its target.
    host.add_file("/x/hostname", "old\n");
    host.remove("/etc/hostname");
    host.add_link("/x/hostname", "/etc/hostname");
    host.add_file("/proc/self/mountinfo", "40 22 8:1 /x/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n");
    converges(hostname, Map{{"name", "new"}}, host);
    CHECK(host.content("/x/hostname") == "new\n");
    host.add_file("/proc/self/mountinfo", "");
    converges(hostname, Map{{"name", "newer"}}, host);
    CHECK(host.content("/x/hostname") == "new\n");
}

TEST_CASE("a host without the file gets it, and what hostnamectl says is told") {
    FakeHost host;
    add_programs(host);
    host.add_file("/proc/sys/kernel/hostname", "(none)\n").add_directory("/etc");
    converges(hostname, Map{{"name", "new"}}, host);
    CHECK(host.content("/etc/hostname") == "new\n");
    host.answer("hostnamectl", {}, "", 1, "Could not set transient hostname: Access denied\n");
    CHECK(applied(hostname, Map{{"name", "x"}, {"use", "systemd"}}, host).failure ==
          "hostnamectl --transient set-hostname failed with status 1: Could not set transient hostname: "
          "Access denied");
}

TEST_CASE("a name that no host can have is refused") {
    FakeHost host = called_old();
    const auto refusal = [&](const std::string& name) {
        return failure_of(hostname, Map{{"name", name}}, host);
    };
    CHECK(refusal("") == "hostname: \"\" is no name for a host: it is empty");
    CHECK(refusal("a b") ==
          "hostname: \"a b\" is no name for a host: it may hold letters, digits, hyphens and dots");
    CHECK(refusal("-a") == "hostname: \"-a\" is no name for a host: a part begins or ends with a hyphen");
    CHECK(refusal("a..b") == "hostname: \"a..b\" is no name for a host: a part between dots is empty");
    CHECK(refusal(std::string(65, 'a')) == "hostname: \"" + std::string(65, 'a') +
                                               "\" is no name for a host: it is longer than 64 characters");
    CHECK(failure_of(hostname, Map{{"name", "a"}, {"use", "solaris"}}, host) ==
          "hostname: argument \"use\": expected one of systemd, debian, generic, alpine, found \"solaris\"");
}
