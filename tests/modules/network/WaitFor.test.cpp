#include "modules/network/WaitFor.hpp"

#include "modules/network/TcpConnections.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const WaitFor wait_for;

// 10.0.0.1:3306 from 10.0.0.7, established; 127.0.0.1:22 listens.
constexpr const char* tcp_table =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 0100000A:0CEA 0700000A:C350 01 00000000:00000000 00:00000000 00000000     0        0 1 1\n"
    "   1: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1\n";
constexpr const char* tcp6_table =
    "  sl  local_address                         remote_address                        st\n"
    "   0: 0000000000000000FFFF00000100000A:0CEA 0000000000000000FFFF00000800000A:C351 06 0\n"
    "   1: 00000000000000000000000001000000:0019 00000000000000000000000000000000:0000 0A 0\n";

}  // namespace

TEST_CASE("it waits until the port answers, and says for how long") {
    FakeHost host;
    const double start = host.now();
    host.on_pause([&] { host.set_answering("10.0.0.1", 3306, host.now() - start >= 7); });
    const ModuleResult result =
        applied(wait_for, Map{{"host", "10.0.0.1"}, {"port", "3306"}, {"sleep", 2}}, host);
    CHECK(!result.failure);
    CHECK(!result.changed);
    CHECK(to_json(result.data) == R"({"state": "started", "port": 3306, "path": null, "search_regex": null, )"
                                  R"("match_groups": [], "match_groupdict": {}, "elapsed": 8})");
    CHECK(host.writes().empty());
}

TEST_CASE("when the time is over it fails in Ansible's words") {
    FakeHost host;
    const auto failure = [&](Map arguments) {
        arguments.set("timeout", 3);
        const ModuleResult result = applied(wait_for, std::move(arguments), host);
        CHECK(result.data.find("elapsed")->as_integer() == 3);
        return result.failure.value_or("none");
    };
    host.add_file("/etc/here", "").set_answering("127.0.0.1", 80).add_file("/proc/net/tcp", tcp_table);
    CHECK(failure({{"port", 81}}) == "Timeout when waiting for 127.0.0.1:81");
    CHECK(failure({{"port", 80}, {"state", "stopped"}}) == "Timeout when waiting for 127.0.0.1:80 to stop.");
    CHECK(failure({{"port", 80}, {"search_regex", "SSH"}}) ==
          "Timeout when waiting for search string SSH in 127.0.0.1:80");
    CHECK(failure({{"path", "/none"}}) == "Timeout when waiting for file /none");
    CHECK(failure({{"path", "/etc/here"}, {"search_regex", "x"}}) ==
          "Timeout when waiting for search string x in /etc/here");
    CHECK(failure({{"path", "/etc/here"}, {"state", "absent"}}) ==
          "Timeout when waiting for /etc/here to be absent.");
    CHECK(failure({{"host", "10.0.0.1"}, {"port", 3306}, {"state", "drained"}}) ==
          "Timeout when waiting for 10.0.0.1:3306 to drain");
    CHECK(failure({{"port", 81}, {"msg", "the web server is down"}}) == "the web server is down");
}

TEST_CASE("a port may have to say something, a file to hold something") {
    FakeHost host;
    host.set_greeting("10.0.0.1", 22, "SSH-2.0-OpenSSH_9.2\r\n").add_file("/var/log/x", "one\nready: 42\n");
    const ModuleResult port = applied(
        wait_for, Map{{"host", "10.0.0.1"}, {"port", 22}, {"search_regex", "OpenSSH_(\\d+)\\.(\\d+)"}}, host);
    CHECK(to_json(*port.data.find("match_groups")) == R"(["9", "2"])");
    const ModuleResult file =
        applied(wait_for, Map{{"path", "/var/log/x"}, {"search_regex", "^ready: (.*)$"}}, host);
    CHECK(to_json(*file.data.find("match_groups")) == R"(["42"])");
}

TEST_CASE("draining looks at connections, whose hosts may be left out") {
    FakeHost host;
    host.add_file("/proc/net/tcp", tcp_table).add_file("/proc/net/tcp6", tcp6_table);
    host.add_file("/etc/hosts", "10.0.0.7 monitor\n");
    const auto drained = [&](List excluded) {
        return !applied(wait_for,
                        Map{{"host", "10.0.0.1"},
                            {"port", 3306},
                            {"state", "drained"},
                            {"timeout", 2},
                            {"exclude_hosts", std::move(excluded)}},
                        host)
                    .failure;
    };
    CHECK(!drained({}));
    CHECK(!drained({"monitor"}));
    CHECK(drained({"monitor", "10.0.0.8"}));
}

TEST_CASE("the kernel's table is read with both families") {
    const std::vector<TcpConnection> four = tcp_connections(tcp_table);
    REQUIRE(four.size() == 2);
    CHECK(four[0].local_address == "10.0.0.1");
    CHECK(four[0].remote_address == "10.0.0.7");
    CHECK(four[0].state == "ESTABLISHED");
    CHECK(four[1].local_port == 22);
    CHECK(four[1].state == "LISTEN");
    const std::vector<TcpConnection> six = tcp_connections(tcp6_table);
    REQUIRE(six.size() == 2);
    CHECK(six[0].remote_address == "10.0.0.8");
    CHECK(six[1].local_address == "::1");
}

TEST_CASE("without port and path it only waits") {
    FakeHost host;
    const double start = host.now();
    applied(wait_for, Map{{"timeout", 5}, {"delay", 2}}, host);
    CHECK(host.now() - start == 7);
}

TEST_CASE("in check mode it looks once and does not wait") {
    FakeHost host;
    const double start = host.now();
    const ModuleResult missing = checked(wait_for, Map{{"path", "/none"}, {"delay", 10}}, host);
    CHECK(missing.skipped);
    CHECK(missing.unknown);
    CHECK(host.now() == start);
    host.add_file("/etc/here", "");
    CHECK(!checked(wait_for, Map{{"path", "/etc/here"}}, host).unknown);
}

TEST_CASE("arguments that make no sense together are refused") {
    FakeHost host;
    CHECK(failure_of(wait_for, Map{{"port", 1}, {"path", "/x"}}, host) ==
          "port and path parameter can not both be passed to wait_for");
    CHECK(failure_of(wait_for, Map{{"path", "/x"}, {"search_regex", "("}}, host)
              .starts_with("Invalid regular expression: "));
    CHECK(failure_of(wait_for, Map{{"port", 70000}}, host) == "port must be between 1 and 65535");
}
