#include "modules/accounts/KnownHosts.hpp"

#include "modules/accounts/KnownHost.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const KnownHosts known_hosts;
const std::string file = "/root/.ssh/known_hosts";
FakeHost host_with_home() {
    FakeHost host;
    host.add_user({"root", 0, 0, "", "/root", ""})
        .set_environment("HOME", "/root")
        .add_directory("/root/.ssh");
    return host;
}

Map key_of(const std::string& name, const std::string& key) {
    return {{"name", name}, {"key", name + " ssh-ed25519 " + key}};
}

}  // namespace

TEST_CASE("A host's key is added, replaced where it has another of its type, and removed") {
    FakeHost host = host_with_home();
    const ModuleResult made = converges(known_hosts, key_of("gate", "AAAA1"), host);
    CHECK(host.content(file) == "gate ssh-ed25519 AAAA1\n");
    CHECK(*made.data.find("path") == Value(file));
    converges(known_hosts, Map{{"name", "gate"}, {"key", "gate ssh-rsa BBBB a comment\n"}}, host);
    CHECK(host.content(file) == "gate ssh-ed25519 AAAA1\ngate ssh-rsa BBBB a comment\n");
    converges(known_hosts, key_of("gate", "AAAA2"), host);
    CHECK(host.content(file) == "gate ssh-rsa BBBB a comment\ngate ssh-ed25519 AAAA2\n");
    Map one = key_of("GATE", "AAAA2");
    one.set("state", "absent");
    converges(known_hosts, one, host);
    CHECK(host.content(file) == "gate ssh-rsa BBBB a comment\n");
    converges(known_hosts, Map{{"name", "gate"}, {"state", "absent"}}, host);
    CHECK(host.content(file).empty());
}

TEST_CASE("Names with commas, patterns, ports, remarks and markers are understood") {
    FakeHost host = host_with_home();
    const std::string before = "# mine\n*.example.org,!no.example.org,10.0.0.1 ssh-ed25519 AAAA1\n"
                               "[gate]:2222 ssh-ed25519 AAAA2\n@cert-authority gate ssh-ed25519 CCCC\n";
    host.add_file(file, before);
    already_converged(known_hosts, Map{{"name", "no.example.org"}, {"state", "absent"}}, host);
    already_converged(known_hosts, key_of("[gate]:2222", "AAAA2"), host);
    already_converged(known_hosts, Map{{"name", "gate"}, {"state", "absent"}}, host);
    converges(known_hosts, Map{{"name", "a.example.org"}, {"state", "absent"}}, host);
    CHECK(host.content(file) ==
          "# mine\n[gate]:2222 ssh-ed25519 AAAA2\n@cert-authority gate ssh-ed25519 CCCC\n");
}

TEST_CASE("A name is hashed with a salt of its own, and found again") {
    FakeHost host = host_with_home();
    Map wanted = key_of("gate", "AAAA1");
    wanted.set("hash_host", true);
    const ModuleResult made = converges(known_hosts, wanted, host);
    CHECK(made.differences.at(0).after == Value("|1|… ssh-ed25519 AAAA1\n"));
    const KnownHost line = *known_host_in(host.content(file));
    CHECK(line.is_hashed());
    CHECK(line.is_about("gate"));
    CHECK(!line.is_about("gat"));
    // In the open again.
    converges(known_hosts, key_of("gate", "AAAA1"), host);
    CHECK(host.content(file) == "gate ssh-ed25519 AAAA1\n");
}

TEST_CASE("A name that ssh-keygen has hashed is known") {
    // ssh-keygen -H made this of "gate.example.org".
    const KnownHost line =
        *known_host_in("|1|frxpChRCSUbf0/Wq6mpSYFvDcV0=|3jrmibUPbB2AXILO/kH2/tkF/k8= ssh-ed25519 "
                       "AAAAC3NzaC1lZDI1NTE5AAAAIOloMRratcKkuElzK8riSgrDO9Td2BCF5C+OpxQQ8fUT");
    CHECK(line.is_about("gate.example.org"));
    CHECK(!line.is_about("gate"));
}

TEST_CASE("A key that is none, or another host's, is refused; a missing directory is unknown in check mode") {
    FakeHost host = host_with_home();
    CHECK(failure_of(known_hosts, Map{{"name", "gate"}}, host) == "No key specified when adding a host");
    CHECK(failure_of(known_hosts, Map{{"name", "gate"}, {"key", "gate"}}, host) ==
          "this is no line of known_hosts: gate");
    CHECK(failure_of(known_hosts, Map{{"name", "other"}, {"key", "gate ssh-rsa BBBB"}}, host) ==
          "Host parameter does not match hashed host field in supplied key");
    Map wanted = key_of("gate", "AAAA1");
    wanted.set("path", "/nowhere/known_hosts");
    CHECK(checked(known_hosts, wanted, host).unknown ==
          "Failed to write to file /nowhere/known_hosts: there is no directory /nowhere");
}
