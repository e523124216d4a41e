#include "modules/files/Assemble.hpp"

#include "modules/files/Fetch.hpp"
#include "modules/files/Fragments.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Assemble assemble;

FakeHost host_with_fragments() {
    FakeHost host;
    host.add_file("/etc/parts/20-b", "b\n").add_file("/etc/parts/10-a", "a").add_file("/etc/parts/.hidden", "h\n");
    host.add_directory("/etc/parts/30-directory");
    return host;
}

Map arguments_with(Map more) {
    Map arguments{{"src", "/etc/parts"}, {"dest", "/etc/whole"}};
    for (const Map::Entry& entry : more)
        arguments.set(entry.first, entry.second);
    return arguments;
}

std::string whole_with(Map more) {
    FakeHost host = host_with_fragments();
    converges(assemble, arguments_with(std::move(more)), host);
    return host.content("/etc/whole");
}

}  // namespace

// What ansible-core 2.14 makes of the same fragments.
TEST_CASE("fragments are put together in the order of their names, each on lines of its own") {
    CHECK(whole_with({}) == "h\na\nb\n");
    CHECK(whole_with({{"ignore_hidden", true}}) == "a\nb\n");
    CHECK(whole_with({{"ignore_hidden", true}, {"delimiter", "###"}}) == "a\n###\nb\n");
    CHECK(whole_with({{"regexp", "^1"}}) == "a");
}

TEST_CASE("fragments of the control side are joined the same way") {
    const List fragments{Map{{"name", "1"}, {"content", "one"}}, Map{{"name", ".2"}, {"content", "two"}}};
    CHECK(whole_with({{"_fragments", fragments}}) == "one\ntwo");
    CHECK(whole_with({{"_fragments", fragments}, {"ignore_hidden", true}}) == "one");
}

TEST_CASE("fragments that are not there are a failure") {
    FakeHost host = host_with_fragments();
    CHECK(failure_of(assemble, arguments_with({{"src", "/etc/none"}}), host) == "Source (/etc/none) does not exist");
    CHECK(failure_of(assemble, arguments_with({{"src", "/etc/parts/10-a"}}), host) ==
          "Source (/etc/parts/10-a) is not a directory");
}

TEST_CASE("a delimiter may hold what Python escapes") {
    CHECK(unescaped(R"(a\tb\n\\ \x41 \q \x4)") == "a\tb\n\\ A \\q \\x4");
    CHECK(assembled({"a", "", "b"}, "") == "a\n\nb");
    CHECK(assembled({"a\n", "b"}, "--\n") == "a\n--\nb");
}

TEST_CASE("fetch tells what a file is, and gives it part by part") {
    const Fetch fetch;
    FakeHost host;
    host.add_file("/etc/x", "0123456789").add_directory("/etc/d");
    const ModuleResult found = already_converged(fetch, Map{{"src", "/etc/x"}}, host);
    CHECK(*found.data.find("checksum") == Value("87acec17cd9dcd20a716cc2cf67417b71c8a7016"));
    CHECK(*found.data.find("size") == Value(10));
    const auto part = [&](int offset) {
        return *applied(fetch, Map{{"src", "/etc/x"}, {"_offset", offset}, {"_length", 4}}, host).data.find("content");
    };
    CHECK(part(0) == Value("0123"));
    CHECK(part(8) == Value("89"));
    CHECK(part(10) == Value(""));
    CHECK(*applied(fetch, Map{{"src", "/etc/none"}}, host).data.find("exists") == Value(false));
    CHECK(failure_of(fetch, Map{{"src", "/etc/d"}}, host) ==
          "remote file is a directory, fetch cannot work on directories");
}
