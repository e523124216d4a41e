#include "modules/facts/Getent.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Getent getent;

Map facts_of(const Map& arguments, FakeHost& host) {
    return already_converged(getent, arguments, host).data.find("ansible_facts")->as_map();
}

}  // namespace

TEST_CASE("Entries of a database are facts, split at colons or at blanks as the database is") {
    FakeHost host;
    host.answer("getent", {"passwd", "root"}, "root:x:0:0:root:/root:/bin/bash\n");
    CHECK(facts_of({{"database", "passwd"}, {"key", "root"}}, host) ==
          Value(Map{{"getent_passwd", Map{{"root", List{"x", "0", "0", "root", "/root", "/bin/bash"}}}}}));
    host.answer("getent", {"services", "http"}, "http                  80/tcp www\n");
    CHECK(facts_of({{"database", "services"}, {"key", "http"}}, host) ==
          Value(Map{{"getent_services", Map{{"http", List{"80/tcp", "www"}}}}}));
    host.answer("getent", {"-s", "files", "networks"}, "a,b,c\n");
    CHECK(facts_of({{"database", "networks"}, {"service", "files"}, {"split", ","}}, host) ==
          Value(Map{{"getent_networks", Map{{"a", List{"b", "c"}}}}}));
}

TEST_CASE("A key that comes several times holds all its entries") {
    FakeHost host;
    host.answer("getent", {"ahosts"}, "::1 STREAM localhost\n::1 DGRAM\n::1 RAW\n127.0.0.1 STREAM\n");
    const Map facts = facts_of({{"database", "ahosts"}}, host);
    const Value entries = *facts.find("getent_ahosts");
    CHECK(*entries.get("::1") == Value(List{List{"STREAM", "localhost"}, List{"DGRAM"}, List{"RAW"}}));
    CHECK(*entries.get("127.0.0.1") == Value(List{"STREAM"}));
}

TEST_CASE("The hash of a password is a secret; the words for none are not") {
    FakeHost host;
    host.answer("getent", {"shadow"}, "me:$6$abc$def:1::::::\nroot:*:1::::::\n");
    const Map facts = facts_of({{"database", "shadow"}}, host);
    const Value entries = *facts.find("getent_shadow");
    CHECK(entries.get("me")->as_list().at(0).is_secret());
    CHECK(entries.get("me")->as_list().at(0).as_text() == "$6$abc$def");
    CHECK(!entries.get("root")->as_list().at(0).is_secret());
}

TEST_CASE("An entry that is not there is a failure, null where that is asked for, unknown in check mode") {
    FakeHost host;
    host.answer("getent", {"passwd", "nobody-here"}, "", 2);
    const std::string message = "One or more supplied key could not be found in the database.";
    const Map wanted{{"database", "passwd"}, {"key", "nobody-here"}};
    CHECK(applied(getent, wanted, host).failure == message);
    CHECK(checked(getent, wanted, host).unknown == message);
    Map lenient = wanted;
    lenient.set("fail_key", false);
    CHECK(facts_of(lenient, host) == Value(Map{{"getent_passwd", Map{{"nobody-here", Value()}}}}));
    host.answer("getent", {"nonsense"}, "", 1);
    CHECK(failure_of(getent, Map{{"database", "nonsense"}}, host) ==
          "Missing arguments, or database unknown.");
    host.answer("getent", {"netgroup"}, "", 3);
    CHECK(failure_of(getent, Map{{"database", "netgroup"}}, host) ==
          "Enumeration not supported on this database.");
}
