#include "modules/kernel/Sysctl.hpp"

#include "modules/kernel/SysctlFile.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Sysctl sysctl;

FakeHost with_kernel() {
    FakeHost host;
    host.add_file("/proc/sys/net/ipv4/ip_forward", "0\n")
        .add_file("/proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");
    host.answer("sysctl", {"-p"}, "");
    return host;
}

}  // namespace

TEST_CASE("a setting is written into the file and into the kernel") {
    FakeHost host = with_kernel();
    host.add_file("/etc/sysctl.conf", "# mine\nvm.swappiness = 10\n");
    converges(sysctl, Map{{"name", "net.ipv4.ip_forward"}, {"value", true}, {"sysctl_set", "yes"}}, host);
    CHECK(host.content("/etc/sysctl.conf") == "# mine\nvm.swappiness = 10\nnet.ipv4.ip_forward=1\n");
    CHECK(host.content("/proc/sys/net/ipv4/ip_forward") == "1\n");
    CHECK(host.ran().back().arguments == std::vector<std::string>{"-p", "/etc/sysctl.conf"});
}

TEST_CASE("blanks make no difference, neither in the file nor in the kernel") {
    FakeHost host = with_kernel();
    host.add_file("/etc/sysctl.d/x.conf", "net.ipv4.tcp_rmem =  4096   131072 6291456\n");
    already_converged(sysctl,
                      Map{{"name", "net.ipv4.tcp_rmem"},
                          {"value", "4096 131072\t6291456"},
                          {"sysctl_set", true},
                          {"sysctl_file", "/etc/sysctl.d/x.conf"}},
                      host);
}

TEST_CASE("a changed value stands where the old one stood, and only once") {
    FakeHost host = with_kernel();
    host.add_file("/etc/sysctl.conf", "a.b=1\nc.d=2\n# a.b=3\na.b = 4\n");
    converges(sysctl, Map{{"key", "a.b"}, {"val", 5}, {"reload", false}}, host);
    CHECK(host.content("/etc/sysctl.conf") == "a.b=5\nc.d=2\n# a.b=3\n");
    CHECK(host.ran().empty());
    converges(sysctl, Map{{"name", "a.b"}, {"state", "absent"}, {"reload", false}}, host);
    CHECK(host.content("/etc/sysctl.conf") == "c.d=2\n# a.b=3\n");
}

TEST_CASE("a file that is not there is made, keeping nothing of others") {
    FakeHost host = with_kernel();
    host.add_directory("/etc/sysctl.d");
    converges(sysctl,
              Map{{"name", "vm.swappiness"}, {"value", "10"}, {"sysctl_file", "/etc/sysctl.d/60-x.conf"}},
              host);
    CHECK(host.content("/etc/sysctl.d/60-x.conf") == "vm.swappiness=10\n");
}

TEST_CASE("what the kernel lacks is a failure, unknown in check mode, and nothing where errors are ignored") {
    FakeHost host = with_kernel();
    const Map wanted{{"name", "net.bridge.x"}, {"value", 1}, {"sysctl_set", true}, {"reload", false}};
    const char* const missing = "the kernel has no setting net.bridge.x (/proc/sys/net/bridge/x does not "
                                "exist): is its module loaded?";
    CHECK(applied(sysctl, wanted, host).failure == missing);
    CHECK(checked(sysctl, wanted, host).unknown == missing);
    Map ignoring = wanted;
    ignoring.set("ignoreerrors", true);
    converges(sysctl, ignoring, host);
}

TEST_CASE("a reload that fails is told with what sysctl said") {
    FakeHost host = with_kernel();
    host.answer("sysctl", {"-p"}, "", 255, "sysctl: permission denied on key \"a.b\"\n");
    CHECK(applied(sysctl, Map{{"name", "a.b"}, {"value", 1}}, host).failure ==
          "Failed to reload sysctl: sysctl: permission denied on key \"a.b\"\n");
    CHECK(failure_of(sysctl, Map{{"name", "a.b"}}, host) ==
          "sysctl: missing argument \"value\" (state is present)");
    CHECK(failure_of(sysctl, Map{{"name", "a b"}, {"value", 1}}, host) ==
          "sysctl: \"a b\" is no name of a setting");
}

TEST_CASE("names lead into /proc/sys by dots or by slashes") {
    CHECK(proc_path("net.ipv4.ip_forward") == "/proc/sys/net/ipv4/ip_forward");
    CHECK(proc_path("net.ipv4.conf.eth0/100.rp_filter") == "/proc/sys/net/ipv4/conf/eth0.100/rp_filter");
    CHECK(proc_path("net/ipv4/conf/eth0.100/rp_filter") == "/proc/sys/net/ipv4/conf/eth0.100/rp_filter");
}
