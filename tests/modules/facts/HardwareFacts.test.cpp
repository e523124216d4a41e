#include "modules/facts/HardwareFacts.hpp"

#include "modules/facts/MountFacts.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

std::string processor(int number, int socket) {
    return "processor\t: " + std::to_string(number) +
           "\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon\nphysical id\t: " + std::to_string(socket) +
           "\nsiblings\t: 4\ncpu cores\t: 2\n\n";
}

}  // namespace

TEST_CASE("sockets, cores and threads are counted apart") {
    FakeHost host;
    std::string cpuinfo;
    for (int number = 0; number < 8; ++number)
        cpuinfo += processor(number, number / 4);
    host.add_file("/proc/cpuinfo", cpuinfo);
    const Map facts = hardware_facts(host);
    CHECK(facts.find("processor_count")->as_integer() == 2);
    CHECK(facts.find("processor_cores")->as_integer() == 2);
    CHECK(facts.find("processor_threads_per_core")->as_integer() == 2);
    CHECK(facts.find("processor_vcpus")->as_integer() == 8);
    CHECK(facts.find("processor")->as_list().size() == 24);
}

TEST_CASE("where the kernel says nothing of sockets each processor is one") {
    FakeHost host;
    host.add_file("/proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 50\n\nprocessor\t: 1\n");
    const Map facts = hardware_facts(host);
    CHECK(facts.find("processor_count")->as_integer() == 2);
    CHECK(facts.find("processor_vcpus")->as_integer() == 2);
}

TEST_CASE("memory is told in megabytes") {
    FakeHost host;
    host.add_file("/proc/meminfo",
                  "MemTotal:        4096000 kB\nMemFree:         1024000 kB\nBuffers:  102400 kB\n"
                  "Cached:          204800 kB\nSwapCached: 0 kB\nSwapTotal: 2048000 kB\nSwapFree: 1024 kB\n");
    const Map facts = hardware_facts(host);
    CHECK(facts.find("memtotal_mb")->as_integer() == 4000);
    CHECK(facts.find("memfree_mb")->as_integer() == 1000);
    CHECK(facts.find("swaptotal_mb")->as_integer() == 2000);
    CHECK(to_json(*facts.find("memory_mb")) ==
          R"({"real": {"total": 4000, "used": 3000, "free": 1000}, "nocache": {"free": 1300, "used": 2700}, )"
          R"("swap": {"total": 2000, "free": 1, "used": 1999, "cached": 0}})");
}

TEST_CASE("what the firmware does not say is NA") {
    FakeHost host;
    host.add_file("/sys/class/dmi/id/product_name", "ProLiant DL380\n")
        .add_file("/sys/class/dmi/id/chassis_type", "23\n");
    const Map facts = hardware_facts(host);
    CHECK(facts.find("product_name")->as_text() == "ProLiant DL380");
    CHECK(facts.find("product_serial")->as_text() == "NA");
    CHECK(facts.find("form_factor")->as_text() == "Rack Mount Chassis");
}

TEST_CASE("mounts are those with a device or a server, their names as people write them") {
    FakeHost host;
    host.add_file(
        "/proc/mounts",
        "proc /proc proc rw 0 0\n/dev/vda1 / ext4 rw,relatime 0 0\n"
        "/dev/vdb /srv/my\\040data xfs ro 0 0\nnas:/home /home nfs4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n");
    host.add_file("/dev/vda1", "").add_link("/dev/vda1", "/dev/disk/by-uuid/1234-abcd");
    const Map facts = mount_facts(host);
    const List& mounts = facts.find("mounts")->as_list();
    REQUIRE(mounts.size() == 3);
    CHECK(mounts[0].text_of("mount") == "/");
    CHECK(mounts[0].text_of("uuid") == "1234-abcd");
    CHECK(mounts[0].get("size_total")->as_integer() > 0);
    CHECK(mounts[1].text_of("mount") == "/srv/my data");
    CHECK(mounts[1].text_of("uuid") == "N/A");
    CHECK(mounts[2].text_of("device") == "nas:/home");
    CHECK(!mounts[2].get("size_total"));
}
