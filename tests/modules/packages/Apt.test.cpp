#include "modules/packages/Apt.hpp"

#include "modules/packages/AptGet.hpp"
#include "modules/packages/Dpkg.hpp"
#include "modules/packages/Package.hpp"
#include "tests/modules/packages/FakeDebian.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Apt apt;
const Package package;

std::string last_call(const FakeHost& host) {
    std::string text;
    for (const std::string& argument : host.ran().back().arguments)
        text += (text.empty() ? "" : " ") + argument;
    return text;
}

constexpr const char* quiet = "/run/lock/understudy-packages apt-get -y -q -o DPkg::Lock::Timeout=60 "
                              "-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ";

}  // namespace

TEST_CASE("What is missing is installed in one call, and what is there is left out of it") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"nginx", "1"}};
    debian.available = {{"nginx", "2"}, {"haproxy", "3"}, {"pcs", "4"}};
    const ModuleResult result = converges(apt, Map{{"name", List{"nginx", "haproxy", "pcs"}}}, host);
    REQUIRE(host.ran().size() == 1);
    CHECK(last_call(host) == quiet + std::string("install haproxy pcs"));
    CHECK(host.ran().back().environment.at("DEBIAN_FRONTEND") == "noninteractive");
    REQUIRE(result.differences.size() == 2);
    CHECK(result.differences[0].subject == "haproxy");
    CHECK(result.differences[0].before == Value(Map{{"state", "absent"}}));
    CHECK(result.differences[0].after == Value(Map{{"version", "3"}}));
    CHECK(result.data.find("stdout")->as_text() == "done\n");
}

TEST_CASE("What is all there is seen with one question to dpkg, and apt is not asked") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"nginx", "1"}, {"pcs", "2"}};
    already_converged(apt, Map{{"name", "nginx,pcs"}, {"update_cache", true}}, host);
    const std::size_t before = host.queried().size();
    static_cast<void>(checked(apt, Map{{"name", "nginx,pcs"}}, host));
    CHECK(host.queried().size() == before + 1);
    for (const Command& command : host.queried())
        CHECK(command.program == "dpkg-query");
}

TEST_CASE("A version is installed as asked for, with * in it or as the least that will do") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"pcs", "0.11.5"}};
    debian.available = {{"pcs", "0.11.7"}, {"nginx", "1"}};
    already_converged(apt, Map{{"name", "pcs=0.11.*"}}, host);
    already_converged(apt, Map{{"name", "pcs>=0.11"}}, host);
    converges(apt, Map{{"name", "pcs>=0.11.6"}}, host);
    CHECK(debian.installed.at("pcs") == "0.11.7");
    converges(apt, Map{{"name", "pcs=0.11.5"}, {"allow_downgrade", true}}, host);
    CHECK(last_call(host) == quiet + std::string("--allow-downgrades install pcs=0.11.5"));
    CHECK(applied(apt, Map{{"name", "nginx>=2"}}, host).failure ==
          "nginx is available in version 1, but 2 or newer was asked for");
}

TEST_CASE("Latest upgrades what has a newer candidate and installs what is missing") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"a", "1"}, {"b", "2"}};
    debian.available = {{"a", "2"}, {"b", "2"}, {"c", "1"}};
    converges(apt, Map{{"name", List{"a", "b", "c"}}, {"state", "latest"}}, host);
    CHECK(last_call(host) == quiet + std::string("install a c"));
    debian.installed.erase("c");
    already_converged(apt, Map{{"name", List{"c"}}, {"state", "latest"}, {"only_upgrade", true}}, host);
}

TEST_CASE("Packages are removed, and purged even when only their configuration is left") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"a", "1"}};
    converges(apt, Map{{"name", List{"a", "never-heard-of"}}, {"state", "absent"}}, host);
    CHECK(last_call(host) == quiet + std::string("remove a"));
    already_converged(apt, Map{{"name", "a"}, {"state", "absent"}}, host);
    const ModuleResult result =
        converges(apt, Map{{"name", "a"}, {"state", "absent"}, {"purge", true}}, host);
    CHECK(result.differences[0].before == Value(Map{{"state", "configuration files"}}));
    CHECK(last_call(host) == quiet + std::string("--purge remove a"));
}

TEST_CASE("A name that an installed package provides is there") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"exim4", "4"}};
    debian.provides = {{"exim4", "default-mta, mail-transport-agent (= 1)"}};
    already_converged(apt, Map{{"name", "mail-transport-agent"}}, host);
    CHECK(applied(apt, Map{{"name", "mail"}}, host).failure == "No package matching 'mail' is available");
    CHECK(checked(apt, Map{{"name", "mail"}}, host).unknown == "No package matching 'mail' is available");
}

TEST_CASE("The package lists are fetched before something new is installed, and only that counts") {
    FakeHost host;
    FakeDebian debian(host);
    debian.upstream = {{"nginx", "5"}};
    const Value wanted = Map{{"name", "nginx"}, {"update_cache", true}};
    CHECK_FALSE(checked(apt, wanted, host).failure);
    const ModuleResult result = applied(apt, wanted, host);
    CHECK_FALSE(result.failure);
    CHECK(result.changed);
    CHECK(result.differences.size() == 1);
    CHECK(result.data.find("cache_updated")->as_boolean());
    CHECK(debian.installed.at("nginx") == "5");
    already_converged(apt, wanted, host);
}

TEST_CASE("Latest with update_cache fetches the lists each time, which alone is no change") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = debian.available = {{"a", "1"}};
    const Value wanted = Map{{"name", "a"}, {"state", "latest"}, {"update_cache", true}};
    const ModuleResult result = applied(apt, wanted, host);
    CHECK_FALSE(result.changed);
    CHECK(result.differences.empty());
    CHECK(host.ran().size() == 1);
    debian.upstream = {{"a", "2"}};
    CHECK(applied(apt, wanted, host).changed);
    CHECK(debian.installed.at("a") == "2");
}

TEST_CASE("Lists alone are fetched when they are older than they may be, or than the sources") {
    FakeHost host;
    FakeDebian debian(host);
    const Value wanted = Map{{"update_cache", true}, {"cache_valid_time", 3600}};
    host.add_directory("/var/lib/apt/lists");
    host.set_times("/var/lib/apt/lists", host.now(), host.now());
    already_converged(apt, wanted, host);
    host.set_now(host.now() + 7200);
    const ModuleResult result = converges(apt, wanted, host);
    CHECK(result.changed);
    CHECK(result.data.find("cache_update_time")->as_integer() == 1700007200);
    host.set_now(host.now() + 60);
    host.add_file("/etc/apt/sources.list.d/openstack.list", "deb x");
    host.set_now(host.now() + 60);
    CHECK(converges(apt, wanted, host).changed);
}

TEST_CASE("Fetching the lists is tried again, and then fails with apt's words") {
    FakeHost host;
    FakeDebian debian(host);
    debian.broken_updates = 2;
    CHECK_FALSE(applied(apt, Map{{"update_cache", true}}, host).failure);
    CHECK(host.ran().size() == 3);
    debian.broken_updates = 99;
    CHECK(applied(apt, Map{{"update_cache", true}, {"update_cache_retries", 2}}, host).failure ==
          "Failed to update apt cache: E: Failed to fetch http://deb.example/");
}

TEST_CASE("A failing installation shows apt's last lines, and policy-rc.d is as it was") {
    FakeHost host;
    FakeDebian debian(host);
    debian.available = {{"nginx", "1"}};
    debian.install_error = "E: Sub-process /usr/bin/dpkg returned an error code (1)";
    host.add_file("/usr/sbin/policy-rc.d", "mine", {.mode = 0755});
    const Value wanted = Map{{"name", "nginx"}, {"policy_rc_d", 101}};
    const ModuleResult result = applied(apt, wanted, host);
    CHECK(result.failure == "'apt-get install nginx' failed with status 100\nSetting up nginx\n"
                            "E: Sub-process /usr/bin/dpkg returned an error code (1)");
    CHECK(result.data.find("rc")->as_integer() == 100);
    CHECK(host.content("/usr/sbin/policy-rc.d") == "mine");
    debian.install_error.clear();
    converges(apt, wanted, host);
    CHECK(debian.policy_seen == "#!/bin/sh\nexit 101\n");
    CHECK(host.content("/usr/sbin/policy-rc.d") == "mine");
}

TEST_CASE("An upgrade of everything and autoremove do what apt's simulation says") {
    FakeHost host;
    FakeDebian debian(host);
    debian.installed = {{"a", "1"}, {"b", "1"}, {"unneeded-lib", "3"}};
    debian.available = {{"a", "2"}, {"b", "1"}};
    const ModuleResult upgraded = converges(apt, Map{{"upgrade", "safe"}}, host);
    REQUIRE(upgraded.differences.size() == 1);
    CHECK(upgraded.differences[0].before == Value(Map{{"version", "1"}}));
    CHECK(upgraded.differences[0].after == Value(Map{{"version", "2"}}));
    const ModuleResult removed = converges(apt, Map{{"autoremove", true}}, host);
    CHECK(removed.differences.at(0).subject == "unneeded-lib");
    CHECK_FALSE(debian.installed.contains("unneeded-lib"));
    already_converged(apt, Map{{"name", "*"}, {"state", "latest"}}, host);
}

TEST_CASE("A package file is installed unless that version or a newer one is there") {
    FakeHost host;
    FakeDebian debian(host);
    host.add_file("/tmp/x.deb", "");
    host.on_run("dpkg-deb", {"--field"}, [](const Command& command) {
        return ProcessResult{0, command.arguments.back() == "Package" ? "x\n" : "2\n", "", false};
    });
    debian.installed = {{"x", "2"}};
    already_converged(apt, Map{{"deb", "/tmp/x.deb"}}, host);
    debian.installed = {{"x", "1"}};
    CHECK(checked(apt, Map{{"deb", "/tmp/x.deb"}}, host).differences.at(0).after ==
          Value(Map{{"version", "2"}}));
    CHECK(applied(apt, Map{{"deb", "/tmp/none.deb"}}, host).failure == "deb: there is no file /tmp/none.deb");
    CHECK(failure_of(apt, Map{{"deb", "http://x/y.deb"}}, host) ==
          "deb: fetch the file with get_url first, then name its place on the host");
}

TEST_CASE("What is no package is refused") {
    FakeHost host;
    FakeDebian debian(host);
    CHECK(failure_of(apt, Map{{"name", "nginx=1=2"}}, host) ==
          "invalid package spec: \"nginx=1=2\"; write nginx, nginx=1.18* or nginx>=1.18");
    CHECK(failure_of(apt, Map{{"name", "--purge"}}, host) ==
          "invalid package spec: \"--purge\"; write nginx, nginx=1.18* or nginx>=1.18");
    CHECK(failure_of(apt, Map{{"name", "php*"}}, host) ==
          "\"php*\": patterns of package names are not supported; name the packages");
    CHECK(failure_of(apt, Map{{"name", "a"}, {"upgrade", "dist"}}, host) ==
          "parameters are mutually exclusive: deb|name|upgrade");
    already_converged(apt, Map{{"name", List{}}}, host);
}

TEST_CASE("package takes the host's own manager, and says so where it cannot") {
    FakeHost host;
    CHECK(failure_of(package, Map{{"name", "x"}}, host) ==
          "the host has no package manager that is known (looked for apt-get, dnf, yum, zypper and apk)");
    host.add_program("zypper");
    CHECK(failure_of(package, Map{{"name", "x"}}, host) ==
          "packages by zypper cannot be managed yet: apt, dnf and yum are the package managers that are "
          "supported");
    host.add_program("dnf").answer("rpm", {"-q"}, "x\t(none)\t1\t1\tnoarch\n");
    already_converged(package, Map{{"name", "x"}}, host);
    CHECK(failure_of(package, Map{{"name", "x"}, {"state", "fixed"}}, host) ==
          "package: build-dep and fixed are states of apt only");
    FakeDebian debian(host);
    debian.available = {{"nginx", "1"}};
    converges(package, Map{{"name", "nginx"}, {"state", "present"}}, host);
    already_converged(package, Map{{"name", "x"}, {"use", "dnf"}}, host);
    already_converged(package, Map{{"name", "nginx"}, {"use", "ansible.builtin.apt"}}, host);
}

TEST_CASE("apt's simulation is read line by line") {
    const std::vector<AptStep> steps = apt_steps("Reading package lists...\n"
                                                 "Inst libc6 [2.36-9] (2.36-9+deb12u4 Debian:12.5 [amd64])\n"
                                                 "Inst new (1.0 Debian:12.5 [all])\n"
                                                 "Conf libc6 (2.36-9+deb12u4 Debian:12.5 [amd64])\n"
                                                 "Remv old [3.1]\nPurg older [3.0]\n");
    REQUIRE(steps.size() == 4);
    CHECK(steps[0].present == "2.36-9");
    CHECK(steps[0].candidate == "2.36-9+deb12u4");
    CHECK(steps[1].present.empty());
    CHECK(steps[1].candidate == "1.0");
    CHECK(steps[2].verb == "Remv");
    CHECK(steps[3].present == "3.0");
}
