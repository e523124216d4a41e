#include "modules/files/Replace.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Replace replace;

/// What becomes of a text, and the result's words.
std::string replaced(const std::string& text, Map arguments, const std::string& message) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    CHECK(Value(applied(replace, arguments, host).data).text_of("msg") == message);
    return host.content("/etc/f");
}

}  // namespace

TEST_CASE("Every match is replaced and counted, with groups filled in") {
    CHECK(replaced("a=1\nb=2\na=3\n", {{"regexp", "^a=(\\d)$"}, {"replace", "a: \\1"}},
                   "2 replacements made") == "a: 1\nb=2\na: 3\n");
    CHECK(replaced("old.host old.host\n", {{"regexp", "(?P<name>old)\\.host"}, {"replace", "\\g<name>-new"}},
                   "2 replacements made") == "old-new old-new\n");
    CHECK(replaced("a b\n", {{"regexp", " b"}}, "1 replacements made") == "a\n");
    CHECK(replaced("a\n", {{"regexp", "z"}, {"replace", "y"}}, "") == "a\n");
}

TEST_CASE("A replacement that changes nothing is no change") {
    FakeHost host;
    host.add_file("/etc/f", "a a\n");
    already_converged(replace, Map{{"path", "/etc/f"}, {"regexp", "a"}, {"replace", "a"}}, host);
    converges(replace, Map{{"path", "/etc/f"}, {"regexp", "a"}, {"replace", "b"}}, host);
}

TEST_CASE("^ and $ mean every line, and empty matches count, as in Python") {
    CHECK(replaced("a\nb\n", {{"regexp", "^"}, {"replace", "# "}}, "3 replacements made") == "# a\n# b\n# ");
    CHECK(replaced("a \nb\t\n", {{"regexp", "[ \\t]+$"}}, "2 replacements made") == "a\nb\n");
    CHECK(replaced("abxd", {{"regexp", "x*"}, {"replace", "-"}}, "5 replacements made") == "-a-b--d-");
    CHECK(replaced("x\n\n\ny\n", {{"regexp", "^\\n"}}, "2 replacements made") == "x\ny\n");
}

TEST_CASE("Only the part behind after and in front of before is meant") {
    const std::string text = "x\n<a>\nx\n</a>\nx\n<a>x</a>\n";
    CHECK(replaced(text, {{"regexp", "x"}, {"replace", "y"}, {"after", "<a>"}, {"before", "</a>"}},
                   "1 replacements made") == "x\n<a>\ny\n</a>\nx\n<a>x</a>\n");
    CHECK(replaced(text, {{"regexp", "x"}, {"replace", "y"}, {"after", "</a>"}}, "2 replacements made") ==
          "x\n<a>\nx\n</a>\ny\n<a>y</a>\n");
    // $ is the end of all here: only in regexp it is that of a line.
    CHECK(replaced(text, {{"regexp", "x"}, {"replace", "y"}, {"before", "<a>$"}},
                   "Pattern for before/after params did not match the given file: (?P<subsection>.*)<a>$") ==
          text);
    CHECK(replaced(text, {{"regexp", "x"}, {"replace", "y"}, {"before", "\\n<a>"}}, "3 replacements made") ==
          "y\n<a>\ny\n</a>\ny\n<a>x</a>\n");
    CHECK(replaced(
              text, {{"regexp", "x"}, {"replace", "y"}, {"after", "no"}, {"before", "where"}},
              "Pattern for before/after params did not match the given file: no(?P<subsection>.*?)where") ==
          text);
}

TEST_CASE("A Latin-1 file is read and written as such") {
    CHECK(replaced("caf\xe9\n", {{"regexp", "é"}, {"replace", "è"}, {"encoding", "iso-8859-1"}},
                   "1 replacements made") == "caf\xe8\n");
    FakeHost host;
    host.add_file("/etc/f", "caf\xe9\n");
    const Map euro{{"path", "/etc/f"}, {"regexp", "é"}, {"replace", "€"}, {"encoding", "latin-1"}};
    CHECK(failure_of(replace, euro, host) == "replace: the new text cannot be written in latin-1");
    CHECK(failure_of(replace, Map{{"path", "/etc/f"}, {"regexp", "a"}, {"encoding", "utf-16"}}, host) ==
          "encoding: \"utf-16\" is not known; it may be utf-8, ascii or latin-1");
}

TEST_CASE("A replaced file keeps a copy, is validated first, and takes its mode") {
    FakeHost host;
    host.add_file("/etc/f", "a\n");
    host.on_run("check", {}, [&](const Command& command) {
        return ProcessResult{host.content(command.arguments[0]) == "b\n" ? 0 : 3, "", "no", false};
    });
    Map wanted{{"path", "/etc/f"}, {"regexp", "a"},  {"replace", "b"},
               {"backup", true},   {"mode", "0600"}, {"validate", "check %s"}};
    const ModuleResult result = converges(replace, wanted, host);
    CHECK(Value(result.data).text_of("msg") ==
          "1 replacements made and ownership, perms or SE linux context changed");
    CHECK(host.content(Value(result.data).text_of("backup_file")) == "a\n");
    wanted.set("regexp", "b");
    wanted.set("replace", "c");
    CHECK(applied(replace, wanted, host).failure == "failed to validate: rc:3 error:no");
    CHECK(host.content("/etc/f") == "b\n");
}

TEST_CASE("A secret replacement shows nothing of the file") {
    FakeHost host;
    host.add_file("/etc/f", "password=old-password\n");
    const Map wanted{{"path", "/etc/f"}, {"regexp", "=.*"}, {"replace", Value::secret("=hunter22")}};
    const std::string shown = to_json(to_value(checked(replace, wanted, host)), 0, SecretStyle::revealed);
    CHECK(shown.find("hunter22") == std::string::npos);
    CHECK(shown.find("old-password") == std::string::npos);
}

TEST_CASE("Mistakes in a pattern or a replacement are told, matching or not") {
    FakeHost host;
    host.add_file("/etc/f", "x\n");
    const auto refusal = [&](const char* regexp, const char* replacement) {
        return failure_of(replace, Map{{"path", "/etc/f"}, {"regexp", regexp}, {"replace", replacement}},
                          host);
    };
    CHECK(refusal("a(", "") ==
          "regexp: \"a(\" is no regular expression: missing closing parenthesis at position 2");
    CHECK(refusal("(a)", "\\2") == "replace: the regular expression has no group 2");
    CHECK(refusal("a", "\\d") == "replace: \"\\d\": \\d means nothing in a replacement");
    CHECK(failure_of(replace, Map{{"path", "/etc"}, {"regexp", "x"}}, host) == "Path /etc is a directory !");
    const Map missing{{"path", "/etc/none"}, {"regexp", "x"}};
    CHECK(applied(replace, missing, host).failure == "Path /etc/none does not exist !");
    CHECK(checked(replace, missing, host).unknown == "Path /etc/none does not exist !");
}
