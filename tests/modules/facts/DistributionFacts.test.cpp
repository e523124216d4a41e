#include "modules/facts/DistributionFacts.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

std::string chosen(const FakeHost& host) {
    const Map facts = distribution_facts(host);
    Map few;
    for (const char* name : {"distribution", "distribution_version", "distribution_major_version",
                             "distribution_release", "os_family", "pkg_mgr", "service_mgr"})
        few.set(name, *facts.find(name));
    return to_json(few);
}

}  // namespace

TEST_CASE("Debian tells its point release in a file of its own") {
    FakeHost host;
    host.add_file("/etc/os-release",
                  "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n"
                  "VERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\n");
    host.add_file("/etc/debian_version", "12.11\n")
        .add_file("/usr/bin/apt-get", "")
        .add_file("/usr/bin/dnf", "");
    host.add_directory("/run/systemd/system");
    CHECK(chosen(host) == R"({"distribution": "Debian", "distribution_version": "12.11", )"
                          R"("distribution_major_version": "12", "distribution_release": "bookworm", )"
                          R"("os_family": "Debian", "pkg_mgr": "apt", "service_mgr": "systemd"})");
    CHECK(to_json(*distribution_facts(host).find("lsb")) ==
          R"({"id": "Debian", "release": "12", "codename": "bookworm", )"
          R"x("description": "Debian GNU/Linux 12 (bookworm)", "major_release": "12"})x");
}

TEST_CASE("Ubuntu's version has the year and the month") {
    FakeHost host;
    host.add_file("/etc/os-release",
                  "NAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\nVERSION_CODENAME=jammy\nID=ubuntu\n"
                  "ID_LIKE=debian\n");
    host.add_file("/etc/debian_version", "bookworm/sid\n").add_file("/usr/bin/apt-get", "");
    host.add_file("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\n");
    host.add_file("/proc/1/comm", "systemd\n");
    CHECK(chosen(host) == R"({"distribution": "Ubuntu", "distribution_version": "22.04", )"
                          R"("distribution_major_version": "22", "distribution_release": "jammy", )"
                          R"("os_family": "Debian", "pkg_mgr": "apt", "service_mgr": "systemd"})");
}

TEST_CASE("CentOS 7 tells its minor release in the old file") {
    FakeHost host;
    host.add_file("/etc/os-release",
                  "NAME=\"CentOS Linux\"\nVERSION_ID=\"7\"\nID=\"centos\"\nID_LIKE=\"rhel fedora\"\n");
    host.add_file("/etc/redhat-release", "CentOS Linux release 7.9.2009 (Core)\n")
        .add_file("/usr/bin/yum", "");
    host.add_file("/proc/1/comm", "systemd\n");
    CHECK(chosen(host) == R"({"distribution": "CentOS", "distribution_version": "7.9", )"
                          R"("distribution_major_version": "7", "distribution_release": "Core", )"
                          R"("os_family": "RedHat", "pkg_mgr": "yum", "service_mgr": "systemd"})");
}

TEST_CASE("a system that nobody knows belongs to the family that it says it is like") {
    FakeHost host;
    host.add_file("/etc/os-release",
                  "NAME=\"Some Linux\"\nVERSION_ID=9.4\nID=some\nID_LIKE=\"rhel centos fedora\"\n");
    host.add_file("/usr/bin/dnf", "").add_file("/usr/bin/yum", "").add_file("/proc/1/comm", "init\n");
    host.add_directory("/etc/init.d");
    CHECK(chosen(host) == R"({"distribution": "Some Linux", "distribution_version": "9.4", )"
                          R"("distribution_major_version": "9", "distribution_release": "NA", )"
                          R"("os_family": "RedHat", "pkg_mgr": "dnf", "service_mgr": "sysvinit"})");
}

TEST_CASE("a host without any release file is still a Linux") {
    const FakeHost host;
    CHECK(distribution_facts(host).find("distribution")->as_text() == "Linux");
}
