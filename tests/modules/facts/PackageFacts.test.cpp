#include "modules/facts/PackageFacts.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const PackageFacts package_facts;

void install_dpkg(FakeHost& host) {
    host.add_file("/var/lib/dpkg/status", "");
    host.answer("dpkg", {"--print-architecture"}, "amd64\n");
    host.answer("dpkg-query", {"-W"},
                "bash\t5.2.15-2+b2\tamd64\tshells\t\tinstalled\n"
                "libc6\t2.36\tamd64\tlibs\t\tinstalled\n"
                "libc6\t2.36\ti386\tlibs\t\tinstalled\n"
                "gone\t1\tall\tmisc\t\tconfig-files\n"
                "tool\t1\tall\tmisc\tExample\tinstalled\n");
}

void install_rpm(FakeHost& host) {
    host.answer("rpm", {"-qa"},
                "kernel\t5.14.0\t70.el9\t(none)\tx86_64\nkernel\t5.14.0\t71.el9\t(none)\tx86_64\n"
                "bind\t9.16\t1\t32\tx86_64\ngpg-pubkey\tfd431d51\t4ae0493b\t(none)\t(none)\n");
}

Map packages_of(const Map& arguments, FakeHost& host) {
    return already_converged(package_facts, arguments, host)
        .data.find("ansible_facts")
        ->get("packages")
        ->as_map();
}

}  // namespace

TEST_CASE("Packages of dpkg are facts; a foreign one says its architecture, a removed one is none") {
    FakeHost host;
    install_dpkg(host);
    const Map packages = packages_of({}, host);
    CHECK(packages.size() == 4);
    CHECK(*packages.find("bash") == Value(List{Map{{"name", "bash"},
                                                   {"version", "5.2.15-2+b2"},
                                                   {"arch", "amd64"},
                                                   {"category", "shells"},
                                                   {"origin", ""},
                                                   {"source", "apt"}}}));
    CHECK(packages.contains("libc6:i386"));
    CHECK(packages.find("tool")->as_list().at(0).text_of("origin") == "Example");
}

TEST_CASE("Packages of rpm are facts, each version that is installed") {
    FakeHost host;
    install_rpm(host);
    const Map packages = packages_of({}, host);
    CHECK(packages.find("kernel")->as_list().size() == 2);
    CHECK(packages.find("kernel")->as_list().at(1) == Value(Map{{"name", "kernel"},
                                                                {"version", "5.14.0"},
                                                                {"release", "71.el9"},
                                                                {"epoch", Value()},
                                                                {"arch", "x86_64"},
                                                                {"source", "rpm"}}));
    CHECK(*packages.find("bind")->as_list().at(0).get("epoch") == Value(32));
    CHECK(packages.find("gpg-pubkey")->as_list().at(0).get("arch")->is_null());
}

TEST_CASE("The first manager that is there is asked, or all of them, or those that are named") {
    FakeHost host;
    install_dpkg(host);
    install_rpm(host);
    CHECK(!packages_of({}, host).contains("kernel"));
    CHECK(packages_of({{"manager", "rpm"}}, host).contains("kernel"));
    const Map all = packages_of({{"strategy", "all"}}, host);
    CHECK(all.contains("kernel"));
    CHECK(all.contains("bash"));
    CHECK(failure_of(package_facts, Map{{"manager", List{"nix", "auto"}}}, host) ==
          "Unsupported package managers requested: nix");
    FakeHost bare;
    CHECK(failure_of(package_facts, Map{}, bare) ==
          "Could not detect a supported package manager from the following list: apt, rpm");
}
