#include "modules/system/PosixHost.hpp"

#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>

using namespace modules;

namespace {

unsigned mode_of(const HostView& host, const std::string& path) {
    return host.status(path, Follow::links)->mode;
}

}  // namespace

TEST_CASE("a written file is read back, and a new one takes the usual mode less the umask") {
    const TemporaryDirectory directory;
    PosixHost host;
    const mode_t before = ::umask(027);
    host.write(directory / "file", "content", {});
    ::umask(before);
    CHECK(host.read(directory / "file") == "content");
    CHECK(mode_of(host, directory / "file") == 0640);
    CHECK(host.list(directory.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("replacing a file keeps its mode, owner and extended attributes") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.write(directory / "file", "old", {.mode = 0604});
    const bool attributes = ::setxattr((directory / "file").c_str(), "user.note", "kept", 4, 0) == 0;
    host.write(directory / "file", "new", {});
    CHECK(host.read(directory / "file") == "new");
    CHECK(mode_of(host, directory / "file") == 0604);
    if (!attributes) return;
    char value[5] = {};
    CHECK(::getxattr((directory / "file").c_str(), "user.note", value, 4) == 4);
    CHECK(std::string(value) == "kept");
}

TEST_CASE("a link is replaced by the file, what it leads to stays") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.write(directory / "file", "old", {});
    host.make_link("file", directory / "link");
    host.write(directory / "link", "new", {});
    CHECK(host.status(directory / "link", Follow::nothing)->type == FileType::regular);
    CHECK(host.read(directory / "file") == "old");
}

TEST_CASE("a write that fails says why and leaves nothing behind") {
    const TemporaryDirectory directory;
    PosixHost host;
    CHECK_THROWS_WITH(host.write(directory / "none/file", "x", {}),
                      "cannot write " + (directory / "none/file") + ": No such file or directory");
    host.make_directory(directory / "sub", 0755);
    CHECK_THROWS_WITH(host.write(directory / "sub", "x", {}),
                      "cannot write " + (directory / "sub") + ": Is a directory");
    CHECK(host.list(directory.path()) == std::vector<std::string>{"sub"});
    if (::geteuid() != 0) return;
    const std::uint32_t nobody = 65534;
    CHECK_NOTHROW(host.write(directory / "file", "x", {.user = nobody, .mode = 0600}));
    CHECK(host.status(directory / "file", Follow::links)->user == nobody);
}

TEST_CASE("a full disk is told, and the old file stays whole") {
    if (::access("/dev/full", W_OK) != 0) return;
    PosixHost host;
    CHECK_THROWS_WITH(host.write_in_place("/dev/full", "x"),
                      "cannot write /dev/full: No space left on device");
}

TEST_CASE("status tells links from what they lead to, and nothing from both") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.write(directory / "file", "12345", {});
    host.make_link("file", directory / "link");
    host.make_link("none", directory / "dangling");
    CHECK(host.status(directory / "link", Follow::links)->size == 5);
    CHECK(host.status(directory / "link", Follow::nothing)->type == FileType::link);
    CHECK(host.link_target(directory / "link") == "file");
    CHECK(host.real_path(directory / "link") == host.real_path(directory / "file"));
    CHECK(!host.status(directory / "dangling", Follow::links));
    CHECK(!host.status(directory / "file/below", Follow::links));
    CHECK(host.real_path(directory / "none") == directory / "none");
}

TEST_CASE("links replace links, but nothing else") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.make_link("one", directory / "link");
    host.make_link("two", directory / "link");
    CHECK(host.link_target(directory / "link") == "two");
    host.write(directory / "file", "x", {});
    CHECK_THROWS_WITH(host.make_link("two", directory / "file"),
                      "cannot link " + (directory / "file") + ": File exists");
    host.make_hard_link(directory / "file", directory / "hard");
    CHECK(host.status(directory / "hard", Follow::links)->links == 2);
}

TEST_CASE("modes of directories are what was asked for, set-id bits and all") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.make_directory(directory / "shared", 03777);
    CHECK(mode_of(host, directory / "shared") == 03777);
    host.set_ownership(directory / "shared", {.mode = 0711}, Follow::links);
    CHECK(mode_of(host, directory / "shared") == 0711);
    host.write(directory / "program", "", {.mode = 04755});
    host.set_ownership(directory / "program", {.group = ::getegid()}, Follow::links);
    CHECK(mode_of(host, directory / "program") == 04755);
}

TEST_CASE("copies, moves, times and removals") {
    const TemporaryDirectory directory;
    PosixHost host;
    host.write(directory / "a", std::string(700000, 'x'), {});
    host.copy(directory / "a", directory / "b", {.mode = 0600});
    CHECK(host.read(directory / "b").size() == 700000);
    CHECK(mode_of(host, directory / "b") == 0600);
    host.set_times(directory / "b", 1000.5, 2000.25);
    CHECK(host.status(directory / "b", Follow::links)->modified == 2000.25);
    host.move(directory / "b", directory / "c");
    CHECK(!host.exists(directory / "b"));
    host.make_directory(directory / "tree", 0755);
    host.write(directory / "tree/leaf", "", {});
    host.remove(directory / "tree");
    host.remove(directory / "tree");
    CHECK(!host.exists(directory / "tree"));
}

TEST_CASE("temporary directories are private and go with the host") {
    std::string path;
    {
        PosixHost host;
        path = host.temporary_directory();
        CHECK(mode_of(host, path) == 0700);
        host.write(path + "/file", "x", {});
    }
    CHECK(!std::filesystem::exists(path));
}

TEST_CASE("staged content is found by its hash, and by nothing else") {
    const TemporaryDirectory directory;
    PosixHost host({.staging_directory = directory.path()});
    host.write(directory / "abc123", "x", {});
    CHECK(host.staged("abc123") == directory / "abc123");
    CHECK_THROWS_WITH(host.staged("../etc/passwd"), "the content with the hash ../etc/passwd was not sent");
    CHECK_THROWS_WITH(host.staged("abc124"), "the content with the hash abc124 was not sent");
}

TEST_CASE("the kernel's files are read though they claim to be empty") {
    const PosixHost host;
    CHECK(!host.read("/proc/meminfo").empty());
}

TEST_CASE("a query speaks plain English and refuses what may write") {
    PosixHost host;
    CHECK(host.query({.program = "uname"}).output == "Linux\n");
    CHECK(host.query({.program = "stat", .arguments = {"/no/such"}}).error ==
          "stat: cannot statx '/no/such': No such file or directory\n");
    CHECK_THROWS_AS(host.query({.program = "rm", .arguments = {"-rf", "/none"}}), std::logic_error);
}
