#include "modules/facts/VirtualFacts.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

std::string kind_of(const FakeHost& host) {
    const Map facts = virtual_facts(host);
    return facts.find("virtualization_type")->as_text() + " " + facts.find("virtualization_role")->as_text();
}

}  // namespace

TEST_CASE("containers, guests, their hosts and plain machines are told apart") {
    FakeHost plain;
    CHECK(kind_of(plain) == "NA NA");
    FakeHost docker;
    docker.add_file("/.dockerenv", "");
    CHECK(kind_of(docker) == "docker guest");
    FakeHost nspawn;
    nspawn.add_file("/proc/1/environ", std::string("PATH=/bin\0container=systemd-nspawn\0TERM=x\0", 42));
    CHECK(kind_of(nspawn) == "systemd-nspawn guest");
    FakeHost guest;
    guest.add_file("/sys/class/dmi/id/sys_vendor", "QEMU\n")
        .add_file("/sys/module/kvm/x", "")
        .add_file("/dev/kvm", "");
    CHECK(kind_of(guest) == "kvm guest");
    FakeHost maker;
    maker.add_file("/sys/module/kvm/x", "").add_file("/dev/kvm", "");
    CHECK(kind_of(maker) == "kvm host");
}

TEST_CASE("a variable whose name only ends in container tells nothing") {
    FakeHost host;
    host.add_file("/proc/1/environ", "no_container=x");
    CHECK(kind_of(host) == "NA NA");
}
