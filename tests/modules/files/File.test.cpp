#include "modules/files/File.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const File file;

FakeHost host_with_accounts() {
    FakeHost host;
    host.add_user({"galera", 112, 118, "", "/var/lib/mysql", "/bin/false"}).add_group({"galera", 118, {}});
    return host;
}

FileStatus status_of(const FakeHost& host, const std::string& path) {
    return host.status(path, Follow::nothing).value();
}

}  // namespace

TEST_CASE("A directory is made with all that is missing above it, and each gets the owner and mode") {
    FakeHost host = host_with_accounts();
    const ModuleResult result = converges(file,
                                          Map{{"path", "/srv/a/b/"},
                                              {"state", "directory"},
                                              {"owner", "galera"},
                                              {"group", 118},
                                              {"mode", "2750"}},
                                          host);
    REQUIRE(result.differences.size() == 3);
    for (const char* path : {"/srv", "/srv/a", "/srv/a/b"}) {
        CHECK(status_of(host, path).mode == 02750);
        CHECK(status_of(host, path).user == 112);
        CHECK(status_of(host, path).group == 118);
    }
    CHECK(result.data.find("state")->as_text() == "directory");
    CHECK(result.data.find("owner")->as_text() == "galera");
    CHECK(result.data.find("mode")->as_text() == "2750");
    CHECK(result.data.find("uid")->as_integer() == 112);
}

TEST_CASE("A file's owner and mode are set, and the differences say from what to what") {
    FakeHost host = host_with_accounts();
    host.add_file("/etc/x", "content", {.mode = 0644});
    const ModuleResult result =
        converges(file, Map{{"path", "/etc/x"}, {"owner", "galera"}, {"mode", "u=rw,go="}}, host);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].before == Value(Map{{"owner", "root"}, {"mode", "0644"}}));
    CHECK(result.differences[0].after == Value(Map{{"owner", "galera"}, {"mode", "0600"}}));
    already_converged(file, Map{{"path", "/etc/x"}, {"mode", "0600"}, {"state", "file"}}, host);
}

TEST_CASE("A set-id mode is set again together with a new owner, who would otherwise lose it") {
    FakeHost host = host_with_accounts();
    host.add_file("/usr/bin/tool", "x", {.mode = 04755});
    host.forget_writes();
    const Value wanted = Map{{"path", "/usr/bin/tool"}, {"owner", "galera"}, {"mode", "4755"}};
    converges(file, wanted, host);
    CHECK(status_of(host, "/usr/bin/tool").mode == 04755);
    already_converged(file, wanted, host);
}

TEST_CASE("A file is not made by state file, and in check mode an earlier task may have made it") {
    FakeHost host;
    const ModuleResult result = applied(file, Map{{"path", "/etc/none"}, {"state", "file"}}, host);
    REQUIRE(result.failure == "file (/etc/none) is absent, cannot continue");
    const ModuleResult looked = checked(file, Map{{"path", "/etc/none"}, {"state", "file"}}, host);
    CHECK_FALSE(looked.failure);
    CHECK(looked.unknown == "file (/etc/none) is absent, cannot continue");
    host.add_directory("/etc/d");
    CHECK(failure_of(file, Map{{"path", "/etc/d"}, {"state", "file"}}, host) ==
          "file (/etc/d) is directory, cannot continue");
}

TEST_CASE("Recursion sets owner and X only where they differ, and the owner of links themselves") {
    FakeHost host = host_with_accounts();
    host.add_directory("/srv/data/sub", {.mode = 0700});
    host.add_file("/srv/data/plain", "", {.mode = 0600});
    host.add_file("/srv/data/sub/run", "", {.mode = 0700});
    host.add_file("/outside", "", {.mode = 0600});
    host.add_link("/outside", "/srv/data/link");
    const Value wanted = Map{{"path", "/srv/data"}, {"state", "directory"},  {"recurse", true},
                             {"owner", "galera"},   {"mode", "u=rwX,go=rX"}, {"follow", false}};
    converges(file, wanted, host);
    CHECK(status_of(host, "/srv/data/sub").mode == 0755);
    CHECK(status_of(host, "/srv/data/plain").mode == 0644);
    CHECK(status_of(host, "/srv/data/sub/run").mode == 0755);
    CHECK(status_of(host, "/srv/data/link").user == 112);
    CHECK(status_of(host, "/outside").user == 0);
    CHECK(status_of(host, "/outside").mode == 0600);
}

TEST_CASE("Recursion that follows links ends though one leads back up") {
    FakeHost host = host_with_accounts();
    host.add_directory("/srv/data/sub");
    host.add_file("/outside", "", {.mode = 0600});
    host.add_link("/srv/data", "/srv/data/sub/up");
    host.add_link("/outside", "/srv/data/sub/out");
    converges(file,
              Map{{"path", "/srv/data"}, {"state", "directory"}, {"recurse", true}, {"owner", "galera"}},
              host);
    CHECK(status_of(host, "/outside").user == 112);
}

TEST_CASE("A link is made, pointed elsewhere, and takes the place of a file only by force") {
    FakeHost host;
    host.add_file("/etc/one", "1").add_file("/etc/two", "2");
    const ModuleResult made =
        converges(file, Map{{"src", "one"}, {"dest", "/etc/link"}, {"state", "link"}}, host);
    CHECK(made.data.find("src")->as_text() == "one");
    CHECK(made.data.find("state")->as_text() == "link");
    converges(file, Map{{"src", "/etc/two"}, {"dest", "/etc/link"}, {"state", "link"}}, host);
    CHECK(host.link_target("/etc/link") == "/etc/two");
    const Value over_file = Map{{"src", "/etc/two"}, {"dest", "/etc/one"}, {"state", "link"}};
    CHECK(failure_of(file, over_file, host) == "refusing to convert from file to symlink for /etc/one");
    converges(file, Map{{"src", "/etc/two"}, {"dest", "/etc/one"}, {"state", "link"}, {"force", true}}, host);
    CHECK(host.link_target("/etc/one") == "/etc/two");
}

TEST_CASE("A link to nothing needs force, and a directory with files in it is never replaced") {
    FakeHost host;
    host.add_file("/etc/d/f", "");
    const Value broken = Map{{"src", "/nowhere"}, {"dest", "/etc/link"}, {"state", "link"}};
    CHECK(applied(file, broken, host).failure ==
          "src file does not exist, use \"force=yes\" if you really want to create the link: /nowhere");
    converges(file, Map{{"src", "/nowhere"}, {"dest", "/etc/link"}, {"state", "link"}, {"force", true}},
              host);
    CHECK(failure_of(file, Map{{"src", "/tmp"}, {"dest", "/etc/d"}, {"state", "link"}, {"force", true}},
                     host) == "the directory /etc/d is not empty, refusing to convert it");
}

TEST_CASE("Mode and owner asked of a link go to its target, or with follow off to the link") {
    FakeHost host = host_with_accounts();
    host.add_file("/etc/target", "", {.mode = 0644}).add_link("target", "/etc/link");
    converges(file, Map{{"path", "/etc/link"}, {"mode", "0600"}}, host);
    CHECK(status_of(host, "/etc/target").mode == 0600);
    converges(file, Map{{"path", "/etc/link"}, {"owner", "galera"}, {"follow", false}}, host);
    CHECK(status_of(host, "/etc/link").user == 112);
    CHECK(status_of(host, "/etc/target").user == 0);
}

TEST_CASE("A hard link shares the inode of its source") {
    FakeHost host;
    host.add_file("/etc/source", "x").add_file("/etc/other", "y");
    converges(file, Map{{"src", "/etc/source"}, {"path", "/etc/hard"}, {"state", "hard"}}, host);
    CHECK(status_of(host, "/etc/hard").inode == status_of(host, "/etc/source").inode);
    CHECK(failure_of(file, Map{{"src", "/etc/source"}, {"path", "/etc/other"}, {"state", "hard"}}, host) ==
          "Cannot link, file exists at destination");
    converges(file, Map{{"src", "/etc/source"}, {"path", "/etc/other"}, {"state", "hard"}, {"force", true}},
              host);
}

TEST_CASE("What is absent stays absent, and a whole tree goes") {
    FakeHost host;
    host.add_file("/srv/tree/a/b", "");
    const ModuleResult result =
        converges(file, Map{{"path", "/srv/tree"}, {"state", "absent"}, {"owner", "x"}}, host);
    CHECK(result.data.find("state")->as_text() == "absent");
    CHECK_FALSE(host.exists("/srv/tree"));
    CHECK(host.exists("/srv"));
}

TEST_CASE("Removing a link leaves its target") {
    FakeHost host;
    host.add_file("/srv/d/f", "").add_link("/srv/d", "/srv/link");
    converges(file, Map{{"path", "/srv/link/"}, {"state", "absent"}}, host);
    CHECK(host.exists("/srv/d/f"));
}

TEST_CASE("Touch makes a file, is always a change, and keeps times that are to be preserved") {
    FakeHost host;
    const Value keeping = Map{{"path", "/etc/t"},
                              {"state", "touch"},
                              {"mode", "0600"},
                              {"access_time", "preserve"},
                              {"modification_time", "preserve"}};
    converges(file, keeping, host);
    CHECK(status_of(host, "/etc/t").mode == 0600);
    CHECK(checked(file, Map{{"path", "/etc/t"}, {"state", "touch"}}, host).changed);
    CHECK(
        failure_of(file, Map{{"path", "/etc/t"}, {"modification_time", "yesterday"}}, host) ==
        "\"yesterday\" is no time in the format \"%Y%m%d%H%M.%S\"; write it so, or \"now\" or \"preserve\"");
    converges(file, Map{{"path", "/etc/t"}, {"modification_time", "202401020304.05"}}, host);
}

TEST_CASE("An owner who does not exist is a failure, but in check mode only a warning") {
    FakeHost host;
    host.add_file("/etc/x", "");
    const Value wanted = Map{{"path", "/etc/x"}, {"owner", "nova"}, {"group", "nova"}};
    CHECK(applied(file, wanted, host).failure == "chown failed: failed to look up user nova");
    const ModuleResult looked = checked(file, wanted, host);
    CHECK(looked.changed);
    CHECK(looked.warnings ==
          std::vector<std::string>{
              "chown failed: failed to look up user nova, which may come to be when this runs for real",
              "chgrp failed: failed to look up group nova, which may come to be when this runs for real"});
}

TEST_CASE("What cannot be asked for together is refused") {
    FakeHost host;
    host.add_file("/etc/x", "");
    CHECK(failure_of(file, Map{{"path", "/etc/x"}, {"recurse", true}}, host) ==
          "recurse option requires state to be 'directory'");
    CHECK(failure_of(file, Map{{"path", "/etc/x"}, {"src", "/etc/y"}}, host) ==
          "src option requires state to be 'link' or 'hard'");
    CHECK(failure_of(file, Map{{"path", "/etc/x"}, {"state", "directory"}}, host) ==
          "/etc/x already exists as a file");
}

TEST_CASE("File flags are compared with what the file system shows") {
    FakeHost host;
    host.add_file("/etc/x", "");
    std::string flags = "--------------e-------";
    host.on_run("lsattr", {"-d"}, [&](const Command&) {
        return ProcessResult{0, flags + " /etc/x\n", "", false};
    });
    host.on_run("chattr", {"+i"}, [&](const Command&) {
        flags = "----i---------e-------";
        return ProcessResult{};
    });
    converges(file, Map{{"path", "/etc/x"}, {"attributes", "+i"}}, host);
    already_converged(file, Map{{"path", "/etc/x"}, {"attributes", "i"}}, host);
}
