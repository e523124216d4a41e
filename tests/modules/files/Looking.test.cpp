#include "modules/files/Find.hpp"
#include "modules/files/Slurp.hpp"
#include "modules/files/Stat.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Stat stat_module;
const Slurp slurp;
const Find find;

Value stat_of(FakeHost& host, Map arguments) {
    return *already_converged(stat_module, arguments, host).data.find("stat");
}

std::vector<std::string> found(FakeHost& host, Map arguments) {
    std::vector<std::string> paths;
    const ModuleResult result = already_converged(find, arguments, host);
    for (const Value& file : result.data.find("files")->as_list())
        paths.push_back(file.text_of("path"));
    return paths;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "stat tells mode, owner, times and checksum, and only that there is nothing where there is nothing") {
    FakeHost host;
    host.add_file("/etc/x", "hello\n", {.mode = 04750}).add_link("x", "/etc/link");
    const Value facts = stat_of(host, {{"path", "/etc/x"}});
    CHECK(facts.flag("exists"));
    CHECK(facts.flag("isreg"));
    CHECK(facts.flag("isuid"));
    CHECK(facts.flag("rgrp"));
    CHECK_FALSE(facts.flag("woth"));
    CHECK(facts.text_of("mode") == "4750");
    CHECK(facts.text_of("pw_name") == "root");
    CHECK(facts.text_of("checksum") == "f572d396fae9206628714fb2ce00f72e94f2258f");
    CHECK(facts.get("size") == Value(6));
    CHECK(stat_of(host, {{"path", "/etc/none"}}) == Value(Map{{"exists", false}}));
    const Value link = stat_of(host, {{"path", "/etc/link"}});
    CHECK(link.flag("islnk"));
    CHECK(link.text_of("lnk_target") == "x");
    CHECK(link.text_of("lnk_source") == "/etc/x");
    CHECK_FALSE(link.get("checksum"));
    CHECK(stat_of(host, {{"path", "/etc/link"}, {"follow", true}}).flag("isreg"));
    CHECK(stat_of(host, {{"path", "/etc/x"}, {"checksum_algorithm", "md5"}}).text_of("checksum") ==
          "b1946ac92492d2347c6235b4d2611184");
}

TEST_CASE("stat says who may do what as the one it runs as") {
    FakeHost host;
    host.add_user({"deploy", 1000, 1000, "", "/", ""}).add_group({"adm", 4, {"deploy"}});
    host.add_file("/etc/x", "", {.group = 4, .mode = 0640});
    host.set_effective_user(1000);
    const Value facts = stat_of(host, {{"path", "/etc/x"}});
    CHECK(facts.flag("readable"));
    CHECK_FALSE(facts.flag("writeable"));
    CHECK_FALSE(facts.flag("executable"));
}

TEST_CASE("stat gives type and flags where the host has the programs for it") {
    FakeHost host;
    host.add_file("/etc/x", "#!/bin/sh\n");
    CHECK(stat_of(host, {{"path", "/etc/x"}}).text_of("mimetype") == "unknown");
    host.answer("file", {"--brief"}, "text/x-shellscript; charset=us-ascii\n");
    host.answer("lsattr", {"-d"}, "  2834570 ----i---------e------- /etc/x\n");
    const Value facts = stat_of(host, {{"path", "/etc/x"}});
    CHECK(facts.text_of("mimetype") == "text/x-shellscript");
    CHECK(facts.text_of("charset") == "us-ascii");
    CHECK(facts.text_of("version") == "2834570");
    CHECK(facts.text_of("attr_flags") == "ie");
    CHECK(facts.get("attributes") == Value(List{"immutable", "extents"}));
}

TEST_CASE("slurp encodes any bytes") {
    FakeHost host;
    const auto content = [&](std::string bytes) {
        host.add_file("/etc/x", std::move(bytes));
        return Value(already_converged(slurp, Map{{"src", "/etc/x"}}, host).data).text_of("content");
    };
    CHECK(content("") == "");
    CHECK(content("f") == "Zg==");
    CHECK(content("fo") == "Zm8=");
    CHECK(content("foo") == "Zm9v");
    CHECK(content(std::string("\0\xff\xfe", 3)) == "AP/+");
    CHECK(applied(slurp, Map{{"src", "/etc/none"}}, host).failure == "file not found: /etc/none");
    CHECK(checked(slurp, Map{{"src", "/etc/none"}}, host).unknown == "file not found: /etc/none");
    CHECK(failure_of(slurp, Map{{"path", "/etc"}}, host) == "source is a directory and must be a file: /etc");
}

TEST_CASE("find lists what fits by name, type, depth, size, age and content") {
    FakeHost host;
    host.set_now(1000000);
    host.add_file("/d/a.conf", "key=1\nother\n").add_file("/d/b.bak", std::string(2048, 'x'));
    host.add_file("/d/.hidden.conf", "")
        .add_file("/d/sub/c.conf", "x key=1\n")
        .add_file("/d/sub/deep/d.conf", "");
    host.add_link("/d/sub", "/e/link");
    CHECK(found(host, {{"paths", "/d"}}) == Paths{"/d/a.conf", "/d/b.bak"});
    CHECK(found(host, {{"paths", List{"/d/"}}, {"patterns", "*.conf"}, {"hidden", true}}) ==
          Paths{"/d/.hidden.conf", "/d/a.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"patterns", "*.conf,*.bak"}, {"excludes", "a*"}}) ==
          Paths{"/d/b.bak"});
    CHECK(found(host, {{"paths", "/d"}, {"excludes", "*.bak"}}) == Paths{"/d/a.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"patterns", "^[ab]\\.c"}, {"use_regex", true}}) ==
          Paths{"/d/a.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"patterns", "*.conf"}, {"recurse", true}}) ==
          Paths{"/d/a.conf", "/d/sub/c.conf", "/d/sub/deep/d.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"patterns", "*.conf"}, {"recurse", true}, {"depth", 2}}) ==
          Paths{"/d/a.conf", "/d/sub/c.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"file_type", "directory"}}) == Paths{"/d/sub"});
    CHECK(found(host, {{"paths", "/e"}, {"file_type", "link"}}) == Paths{"/e/link"});
    CHECK(found(host, {{"paths", "/e"}, {"recurse", true}}).empty());
    CHECK(found(host, {{"paths", "/e"}, {"recurse", true}, {"follow", true}}) ==
          Paths{"/e/link/c.conf", "/e/link/deep/d.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"size", "2k"}}) == Paths{"/d/b.bak"});
    CHECK(found(host, {{"paths", "/d"}, {"size", "-1k"}}) == Paths{"/d/a.conf"});
    CHECK(found(host, {{"paths", "/d"}, {"recurse", true}, {"contains", "key="}}) == Paths{"/d/a.conf"});
    host.set_now(1000000 + 86400);
    CHECK(found(host, {{"paths", "/d"}, {"age", "1d"}}).size() == 2);
    CHECK(found(host, {{"paths", "/d"}, {"age", "2d"}}).empty());
    CHECK(found(host, {{"paths", "/d"}, {"age", "-2d"}}).size() == 2);
}

TEST_CASE("find says which paths it could not search, and refuses measures without meaning") {
    FakeHost host;
    host.add_file("/d/a", "x");
    const ModuleResult result =
        already_converged(find, Map{{"paths", List{"/none", "/d"}}, {"get_checksum", true}}, host);
    CHECK(result.data.find("matched")->as_integer() == 1);
    CHECK(result.data.find("skipped_paths")->text_of("/none") == "'/none' is not a directory");
    CHECK(result.data.find("files")->as_list().front().text_of("checksum") ==
          "11f6ad8ec52a2984abaafd7c3b516503785c2072");
    CHECK(failure_of(find, Map{{"paths", "/d"}, {"age", "1y"}}, host) ==
          "failed to process age: \"1y\" is not a number with one of the units");
    CHECK(failure_of(find, Map{{"paths", "/d"}, {"patterns", "("}, {"use_regex", true}}, host) ==
          "patterns: \"(\" is no regular expression: missing closing parenthesis at position 1");
}
