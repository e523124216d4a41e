#include "modules/files/TempFile.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const TempFile tempfile;

}  // namespace

TEST_CASE("A temporary file is new each time, empty, and nobody else's") {
    FakeHost host;
    host.add_directory("/tmp");
    const ModuleResult one = applied(tempfile, Map{{"suffix", ".conf"}}, host);
    const ModuleResult other = applied(tempfile, Map{}, host);
    const std::string path = one.data.find("path")->as_text();
    CHECK(one.changed);
    CHECK(path.starts_with("/tmp/ansible."));
    CHECK(path.ends_with(".conf"));
    CHECK(path.size() == std::string("/tmp/ansible.12345678.conf").size());
    CHECK(path != other.data.find("path")->as_text());
    CHECK(host.content(path).empty());
    CHECK(host.status(path, Follow::nothing)->mode == 0600);
    CHECK(*one.data.find("state") == Value("file"));
    CHECK(*one.data.find("mode") == Value("0600"));
}

TEST_CASE("A temporary directory is made where it is asked for") {
    FakeHost host;
    host.add_directory("/srv");
    const ModuleResult result =
        applied(tempfile, Map{{"state", "directory"}, {"path", "/srv"}, {"prefix", "build-"}}, host);
    const std::string path = result.data.find("path")->as_text();
    CHECK(path.starts_with("/srv/build-"));
    CHECK(host.is_directory(path));
    CHECK(host.status(path, Follow::nothing)->mode == 0700);
    host.set_environment("TMPDIR", "/srv");
    CHECK(applied(tempfile, Map{}, host).data.find("path")->as_text().starts_with("/srv/ansible."));
}

TEST_CASE("Check mode makes none and says so") {
    FakeHost host;
    const ModuleResult result = checked(tempfile, Map{}, host);
    CHECK(result.skipped);
    CHECK(!result.changed);
    CHECK(result.unknown);
    CHECK(host.writes().empty());
}

TEST_CASE("Where it cannot be is said") {
    FakeHost host;
    CHECK(applied(tempfile, Map{{"path", "/nowhere"}}, host).failure ==
          "No such directory to make a temporary file in: /nowhere");
    CHECK(failure_of(tempfile, Map{{"prefix", "a/b"}}, host) ==
          "tempfile: prefix and suffix are parts of a name; they cannot hold a slash");
}
