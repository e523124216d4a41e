#include "modules/kernel/Modprobe.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Modprobe modprobe;

using Lines = std::vector<std::string>;

FakeHost host_with_kernel() {
    FakeHost host;
    host.add_file("/proc/sys/kernel/osrelease", "6.1.0-9-amd64\n");
    host.add_file("/lib/modules/6.1.0-9-amd64/modules.builtin",
                  "kernel/fs/ext4/ext4.ko\nkernel/x/tcp-cubic.ko\n");
    host.add_file("/proc/modules", "nf_tables 1 2 - Live 0x0\n");
    return host;
}

void act_as_modprobe(FakeHost& host) {
    host.on_run("modprobe", {}, [&host](const Command& command) {
        const bool removes = command.arguments.at(0) == "-r";
        host.add_file("/proc/modules", removes ? "" : command.arguments.at(0) + " 1 2 - Live 0x0\n");
        return ProcessResult{};
    });
}

}  // namespace

TEST_CASE("A module is loaded with its parameters, and unloaded") {
    FakeHost host = host_with_kernel();
    act_as_modprobe(host);
    converges(modprobe, Map{{"name", "dummy"}, {"params", "numdummies=2 debug=1"}}, host);
    CHECK(host.ran().back().arguments == Lines{"dummy", "numdummies=2", "debug=1"});
    converges(modprobe, Map{{"name", "dummy"}, {"state", "absent"}}, host);
    CHECK(host.ran().back().arguments == Lines{"-r", "dummy"});
}

TEST_CASE("What is loaded, or part of the kernel, is there by either way to write it") {
    FakeHost host = host_with_kernel();
    already_converged(modprobe, Map{{"name", "nf-tables"}}, host);
    already_converged(modprobe, Map{{"name", "nf_tables"}}, host);
    already_converged(modprobe, Map{{"name", "ext4"}}, host);
    already_converged(modprobe, Map{{"name", "tcp_cubic"}}, host);
    already_converged(modprobe, Map{{"name", "other"}, {"state", "absent"}}, host);
}

TEST_CASE("A module is loaded at every start by files of its own") {
    FakeHost host = host_with_kernel();
    const Map wanted{{"name", "nf_tables"}, {"params", "a=1 b=2"}, {"persistent", "present"}};
    converges(modprobe, wanted, host);
    CHECK(host.content("/etc/modules-load.d/nf_tables.conf") == "nf_tables\n");
    CHECK(host.content("/etc/modprobe.d/nf_tables.conf") == "options nf_tables a=1\noptions nf_tables b=2\n");
    host.add_file("/etc/modprobe.d/other.conf", "options nf_tables a=3 # why\nblacklist x\n");
    converges(modprobe, wanted, host);
    CHECK(host.content("/etc/modprobe.d/other.conf") == "#options nf_tables a=3 # why\nblacklist x\n");
}

TEST_CASE("What is no longer to be loaded at starts becomes a remark wherever it stands") {
    FakeHost host = host_with_kernel();
    host.add_file("/etc/modules-load.d/all.conf", "# modules\nnf-tables ; why\nloop\n");
    host.add_file("/etc/modprobe.d/all.conf", "options nf_tables a=1\n");
    already_converged(modprobe, Map{{"name", "nf_tables"}, {"params", "a=1"}, {"persistent", "present"}},
                      host);
    converges(modprobe, Map{{"name", "nf_tables"}, {"persistent", "absent"}}, host);
    CHECK(host.content("/etc/modules-load.d/all.conf") == "# modules\n#nf-tables ; why\nloop\n");
    CHECK(host.content("/etc/modprobe.d/all.conf") == "#options nf_tables a=1\n");
}

TEST_CASE("What the kernel lacks is said in modprobe's words") {
    FakeHost host = host_with_kernel();
    host.answer("modprobe", {}, "", 1,
                "modprobe: FATAL: Module nope not found in directory /lib/modules/6\n");
    CHECK(applied(modprobe, Map{{"name", "nope"}}, host).failure ==
          "modprobe: FATAL: Module nope not found in directory /lib/modules/6");
    CHECK(failure_of(modprobe, Map{{"name", "-r"}}, host) == "modprobe: \"-r\" is no name of a module");
}
