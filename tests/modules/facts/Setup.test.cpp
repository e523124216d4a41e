#include "modules/facts/Setup.hpp"

#include "modules/facts/LocalFacts.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Setup setup;

std::vector<std::string> names_with(const Map& arguments) {
    FakeHost host;
    const ModuleResult result = checked(setup, arguments, host);
    INFO(result.failure.value_or(""));
    REQUIRE(!result.failure);
    return result.data.find("ansible_facts")->keys();
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("gathering changes nothing") {
    FakeHost host;
    already_converged(setup, Map{}, host);
}

TEST_CASE("every fact that roles read is there") {
    PosixHost host;
    const ModuleResult result = run(setup, Map{}, host, Run::check, {});
    REQUIRE(!result.failure);
    const Value facts = *result.data.find("ansible_facts");
    for (const char* name : {"distribution",
                             "distribution_release",
                             "distribution_version",
                             "distribution_major_version",
                             "os_family",
                             "service_mgr",
                             "pkg_mgr",
                             "fqdn",
                             "domain",
                             "hostname",
                             "nodename",
                             "kernel",
                             "system",
                             "machine",
                             "architecture",
                             "default_ipv4",
                             "default_ipv6",
                             "all_ipv4_addresses",
                             "all_ipv6_addresses",
                             "interfaces",
                             "lo",
                             "processor",
                             "processor_vcpus",
                             "processor_cores",
                             "processor_count",
                             "memtotal_mb",
                             "memfree_mb",
                             "swaptotal_mb",
                             "mounts",
                             "date_time",
                             "env",
                             "user_id",
                             "virtualization_type",
                             "virtualization_role",
                             "product_name",
                             "form_factor",
                             "selinux",
                             "lsb",
                             "local",
                             "dns",
                             "fips"}) {
        INFO(name);
        CHECK(facts.get("ansible_" + std::string(name)));
    }
    CHECK(!facts.get("ansible_python_version"));
    CHECK(facts.get("ansible_lo")->get("ipv4")->text_of("address") == "127.0.0.1");
    CHECK(facts.text_of("ansible_system") == "Linux");
}

TEST_CASE("subsets name what to gather, an exclamation mark what not") {
    CHECK(has(names_with({{"gather_subset", "network"}}), "ansible_interfaces"));
    CHECK(has(names_with({{"gather_subset", "network"}}), "ansible_os_family"));
    CHECK(!has(names_with({{"gather_subset", "network"}}), "ansible_memtotal_mb"));
    CHECK(has(names_with({{"gather_subset", "!all"}}), "ansible_os_family"));
    CHECK(!has(names_with({{"gather_subset", "!all"}}), "ansible_interfaces"));
    CHECK(!has(names_with({{"gather_subset", "!all,!min"}}), "ansible_os_family"));
    CHECK(has(names_with({{"gather_subset", "!all,!min,os_family,distribution_major_version"}}), "ansible_os_family"));
    CHECK(!has(names_with({{"gather_subset", "!hardware"}}), "ansible_memtotal_mb"));
    CHECK(has(names_with({{"gather_subset", "!hardware"}}), "ansible_interfaces"));
    CHECK(has(names_with({{"gather_subset", "!all,!min,virtual"}}), "ansible_virtualization_type"));
    CHECK(!has(names_with({{"gather_subset", "!all,!min,virtual"}}), "ansible_os_family"));
    CHECK(has(names_with({{"gather_subset", "!all,distribution"}}), "ansible_distribution"));
    FakeHost host;
    CHECK(failure_of(setup, Map{{"gather_subset", "netwrok"}}, host) ==
          "setup: gather_subset knows no \"netwrok\"; did you mean \"network\"?");
}

TEST_CASE("a filter keeps the facts that fit, with the prefix or without") {
    CHECK(names_with({{"filter", "ansible_os_*"}}) ==
          std::vector<std::string>{"ansible_os_family", "gather_subset", "module_setup"});
    CHECK(names_with({{"filter", "os_family,machine"}}) ==
          std::vector<std::string>{"ansible_machine", "ansible_os_family", "gather_subset", "module_setup"});
}

TEST_CASE("local facts are JSON, INI, or what a program prints of them") {
    FakeHost host;
    host.add_file("/facts/a.fact", R"({"role": "controller", "n": 1})");
    host.add_file("/facts/b.fact", "[General]\n; comment\nPath = /srv\nport: 80\n[empty]\n");
    host.add_file("/facts/c.fact", "", {.mode = 0755});
    host.answer("/facts/c.fact", {}, "[1, 2]");
    host.add_file("/facts/d.fact", "neither", {.mode = 0644}).add_file("/facts/readme.txt", "");
    host.add_file("/facts/e.fact", "", {.mode = 0755});
    host.answer("/facts/e.fact", {}, "", 3, "broken\n");
    CHECK(
        to_json(local_facts(host, "/facts", std::chrono::seconds(10))) ==
        R"({"local": {"a": {"role": "controller", "n": 1}, "b": {"General": {"path": "/srv", "port": "80"}, )"
        R"("empty": {}}, "c": [1, 2], "d": "error loading facts as JSON or ini - please check content: /facts/d.fact", )"
        R"("e": "Failure executing fact script (/facts/e.fact), rc: 3, err: broken\n"}})");
    CHECK(to_json(local_facts(host, "/none", std::chrono::seconds(10))) == R"({"local": {}})");
}
