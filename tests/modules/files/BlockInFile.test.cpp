#include "modules/files/BlockInFile.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const BlockInFile blockinfile;

const std::string begin = "# BEGIN ANSIBLE MANAGED BLOCK\n";
const std::string end = "# END ANSIBLE MANAGED BLOCK\n";

/// What becomes of a text; the module must converge on it.
std::string edited(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    converges(blockinfile, arguments, host);
    return host.content("/etc/f");
}

std::string message(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    return Value(applied(blockinfile, arguments, host).data).text_of("msg");
}

}  // namespace

TEST_CASE("A block goes to the end between its markers, with the line ends that are missing") {
    CHECK(edited("", {{"block", "x"}}) == begin + "x\n" + end);
    CHECK(edited("a", {{"block", "x\ny\n"}}) == "a\n" + begin + "x\ny\n" + end);
    CHECK(message("a", {{"content", "x"}}) == "Block inserted");
    CHECK(message(begin + "x\n" + end, {{"block", "x"}}) == "");
}

TEST_CASE("A block that is there is replaced where it stands, whatever the insertion arguments say") {
    CHECK(edited("a\n" + begin + "old\nlines\n" + end + "b\n", {{"block", "new"}, {"insertbefore", "BOF"}}) ==
          "a\n" + begin + "new\n" + end + "b\n");
    CHECK(edited("a\n" + end + "old\n" + begin + "b\n", {{"block", "new"}}) ==
          "a\n" + begin + "new\n" + end + "b\n");
    // Of several blocks the last is meant.
    CHECK(edited(begin + "x\n" + end + begin + "y\n" + end, {{"block", "z"}}) ==
          begin + "x\n" + end + begin + "z\n" + end);
}

TEST_CASE("A marker without its fellow is no block") {
    CHECK(edited(begin + "x\n", {{"state", "absent"}}) == begin + "x\n");
    FakeHost host;
    host.add_file("/etc/f", begin + "x\n");
    applied(blockinfile, Map{{"path", "/etc/f"}, {"block", "y"}}, host);
    CHECK(host.content("/etc/f") == begin + "x\n" + begin + "y\n" + end);
}

TEST_CASE("A new block goes behind or in front of the last line that matches, else to the end") {
    const std::string text = "[s]\na\n[s]\nb\n";
    const std::string block = begin + "x\n" + end;
    CHECK(edited(text, {{"block", "x"}, {"insertafter", "^\\[s\\]$"}}) == "[s]\na\n[s]\n" + block + "b\n");
    CHECK(edited(text, {{"block", "x"}, {"insertbefore", "^\\[s\\]$"}}) == "[s]\na\n" + block + "[s]\nb\n");
    CHECK(edited(text, {{"block", "x"}, {"insertafter", "none"}}) == text + block);
    CHECK(edited(text, {{"block", "x"}, {"insertbefore", "none"}}) == text + block);
    CHECK(edited(text, {{"block", "x"}, {"insertbefore", "BOF"}}) == block + text);
    CHECK(edited(text, {{"block", "x"}, {"insertafter", "EOF"}}) == text + block);
}

TEST_CASE("With (?m) a pattern may reach over lines, and its first match counts") {
    const std::string text = "[s]\na\n[s]\nb\n";
    const std::string block = begin + "x\n" + end;
    CHECK(edited(text, {{"block", "x"}, {"insertafter", "(?m)^\\[s\\]\\na$"}}) ==
          "[s]\na\n" + block + "[s]\nb\n");
    CHECK(edited(text, {{"block", "x"}, {"insertbefore", "(?im)^\\[S\\]$"}}) == block + text);
    CHECK(edited("a\n", {{"block", "x"}, {"insertafter", "(?m)^a\\n"}}) == "a\n" + block);
}

TEST_CASE("Markers are what one makes them") {
    CHECK(edited("<x/>\n", {{"block", "<y/>"}, {"marker", "<!-- {mark} of y -->"}}) ==
          "<x/>\n<!-- BEGIN of y -->\n<y/>\n<!-- END of y -->\n");
    CHECK(edited(
              "",
              {{"block", "y"}, {"marker", "// {mark} {mark}"}, {"marker_begin", "{"}, {"marker_end", "}"}}) ==
          "// { {\ny\n// } }\n");
}

TEST_CASE("A block is removed with its markers, by state or by being empty") {
    CHECK(edited("a\n" + begin + "x\n" + end + "b\n", {{"state", "absent"}, {"block", "x"}}) == "a\nb\n");
    CHECK(edited(begin + "x\n" + end, {{"block", ""}}) == "");
    CHECK(message(begin + "x\n" + end, {}) == "Block removed");
    CHECK(message("a\n", {{"state", "absent"}}) == "");
}

TEST_CASE("A missing file is made when asked for, else refused, and unknown in check mode") {
    FakeHost host;
    const ModuleResult made = converges(
        blockinfile, Map{{"path", "/etc/new/f"}, {"create", true}, {"block", "x"}, {"mode", "0600"}}, host);
    CHECK(Value(made.data).text_of("msg") == "File created");
    CHECK(host.content("/etc/new/f") == begin + "x\n" + end);
    CHECK(host.status("/etc/new/f", Follow::links)->mode == 0600);
    const Map missing{{"path", "/etc/none"}, {"block", "x"}};
    CHECK(applied(blockinfile, missing, host).failure == "Path /etc/none does not exist !");
    CHECK(checked(blockinfile, missing, host).unknown == "Path /etc/none does not exist !");
    const ModuleResult absent = already_converged(
        blockinfile, Map{{"path", "/etc/none"}, {"create", true}, {"state", "absent"}}, host);
    CHECK(Value(absent.data).text_of("msg") == "File /etc/none not present");
}

TEST_CASE("A block's file keeps a copy, is validated first, and its link is followed") {
    FakeHost host;
    host.add_file("/etc/real", "a\n").add_link("real", "/etc/f");
    host.on_run("check", {}, [&](const Command& command) {
        const bool good = host.content(command.arguments[0]).find("good") != std::string::npos;
        return ProcessResult{good ? 0 : 3, "", "bad block", false};
    });
    Map wanted{
        {"path", "/etc/f"}, {"block", "good"}, {"backup", true}, {"validate", "check %s"}, {"mode", "0600"}};
    const ModuleResult result = converges(blockinfile, wanted, host);
    CHECK(Value(result.data).text_of("msg") ==
          "Block inserted and ownership, perms or SE linux context changed");
    CHECK(host.content(Value(result.data).text_of("backup_file")) == "a\n");
    CHECK(host.content("/etc/real") == "a\n" + begin + "good\n" + end);
    wanted.set("block", "evil");
    CHECK(applied(blockinfile, wanted, host).failure == "failed to validate: rc:3 error:bad block");
    CHECK(host.content("/etc/real") == "a\n" + begin + "good\n" + end);
}

TEST_CASE("A secret block shows nothing of the file") {
    FakeHost host;
    host.add_file("/etc/f", begin + "password=old-password\n" + end);
    const ModuleResult result =
        checked(blockinfile, Map{{"path", "/etc/f"}, {"block", Value::secret("password=hunter22")}}, host);
    REQUIRE(result.changed);
    const std::string shown = to_json(to_value(result), 0, SecretStyle::revealed);
    CHECK(shown.find("hunter22") == std::string::npos);
    CHECK(shown.find("old-password") == std::string::npos);
}

TEST_CASE("What makes no sense for a block is refused in words") {
    FakeHost host;
    host.add_file("/etc/f", begin + end);
    CHECK(failure_of(blockinfile, Map{{"path", "/etc/f"}, {"insertafter", "a"}, {"insertbefore", "b"}},
                     host) == "parameters are mutually exclusive: insertbefore|insertafter");
    CHECK(failure_of(blockinfile, Map{{"path", "/etc/f"}, {"block", "x"}, {"insertafter", "a("}}, host) ==
          "insertafter: \"a(\" is no regular expression: missing closing parenthesis at position 2");
    CHECK(failure_of(blockinfile, Map{{"path", "/etc"}, {"block", "x"}}, host) ==
          "Path /etc is a directory !");
}
