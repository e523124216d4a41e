#include "modules/files/LineInFile.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const LineInFile lineinfile;

/// What becomes of a text; the module must converge on it.
std::string edited(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    converges(lineinfile, arguments, host);
    return host.content("/etc/f");
}

std::string message(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    return Value(applied(lineinfile, arguments, host).data).text_of("msg");
}

}  // namespace

TEST_CASE("A line is added at the end, after a line end that was missing") {
    CHECK(edited("a\nb\n", {{"line", "c"}}) == "a\nb\nc\n");
    CHECK(edited("a\nb", {{"line", "c"}}) == "a\nb\nc\n");
    CHECK(edited("", {{"line", "c"}}) == "c\n");
    CHECK(edited("a\nc\nb\n", {{"line", "c"}}) == "a\nc\nb\n");
    CHECK(message("", {{"line", "c"}}) == "line added");
    CHECK(message("c\n", {{"line", "c"}}) == "");
}

TEST_CASE("The last line that matches is replaced, or the first when asked for") {
    CHECK(edited("port=1\nx\nport=2\n", {{"regexp", "^port="}, {"line", "port=9"}}) == "port=1\nx\nport=9\n");
    CHECK(edited("port=1\nx\nport=2\n", {{"regexp", "^port="}, {"line", "port=9"}, {"firstmatch", true}}) ==
          "port=9\nx\nport=2\n");
    CHECK(message("port=1\n", {{"regexp", "^port="}, {"line", "port=9"}}) == "line replaced");
    CHECK(edited("a [x] b\n", {{"search_string", "[x]"}, {"line", "y"}}) == "y\n");
}

TEST_CASE("Without a match the line goes after the last anchor, or the first with firstmatch") {
    const std::string text = "[a]\nx\n[a]\ny\n";
    CHECK(edited(text, {{"regexp", "^new"}, {"insertafter", "^\\[a\\]"}, {"line", "new=1"}}) ==
          "[a]\nx\n[a]\nnew=1\ny\n");
    CHECK(edited(text, {{"insertafter", "^\\[a\\]"}, {"line", "new=1"}, {"firstmatch", true}}) ==
          "[a]\nnew=1\nx\n[a]\ny\n");
    CHECK(edited(text, {{"insertbefore", "^\\[a\\]"}, {"line", "new=1"}}) == "[a]\nx\nnew=1\n[a]\ny\n");
    CHECK(edited(text, {{"insertbefore", "^\\[a\\]"}, {"line", "new=1"}, {"firstmatch", true}}) ==
          "new=1\n[a]\nx\n[a]\ny\n");
    CHECK(edited(text, {{"insertbefore", "BOF"}, {"line", "new=1"}}) == "new=1\n" + text);
    CHECK(edited(text, {{"insertafter", "BOF"}, {"line", "new=1"}}) == "new=1\n" + text);
    CHECK(edited(text, {{"insertafter", "EOF"}, {"line", "new=1"}}) == text + "new=1\n");
    CHECK(edited(text, {{"insertafter", "nowhere"}, {"line", "new=1"}}) == text + "new=1\n");
    CHECK(edited("anchor", {{"insertafter", "anchor"}, {"line", "new"}}) == "anchor\nnew\n");
}

TEST_CASE("An anchor is of no importance where regexp matches") {
    CHECK(edited("k=1\nanchor\n", {{"regexp", "^k="}, {"insertafter", "anchor"}, {"line", "k=2"}}) ==
          "k=2\nanchor\n");
}

TEST_CASE("References are filled from the match, and without one nothing happens") {
    const Map wanted{{"regexp", "^(\\s*)(?P<key>port)=.*$"}, {"line", "\\1\\g<key>=9"}, {"backrefs", true}};
    CHECK(edited("  port=1\n", wanted) == "  port=9\n");
    CHECK(edited("other\n", wanted) == "other\n");
    CHECK(edited("port=1\n", {{"regexp", "^port"}, {"line", "a\\1b"}}) == "a\\1b\n");
}

TEST_CASE("Lines that match are removed, all of them, and counted") {
    CHECK(edited("a1\nb\na2\n", {{"regexp", "^a"}, {"state", "absent"}}) == "b\n");
    CHECK(edited("a\nab\na\n", {{"line", "a"}, {"state", "absent"}}) == "ab\n");
    CHECK(message("a1\nb\na2\n", {{"regexp", "^a"}, {"state", "absent"}}) == "2 line(s) removed");
    FakeHost host;
    CHECK(Value(already_converged(lineinfile, Map{{"path", "/etc/none"}, {"line", "a"}, {"state", "absent"}},
                                  host)
                    .data)
              .text_of("msg") == "file not present");
}

TEST_CASE("A file is made only when asked for, with the directories above it") {
    FakeHost host;
    CHECK(applied(lineinfile, Map{{"path", "/etc/a/b"}, {"line", "x"}}, host).failure ==
          "Destination /etc/a/b does not exist !");
    converges(lineinfile, Map{{"path", "/etc/a/b"}, {"line", "x"}, {"create", true}, {"mode", "0600"}}, host);
    CHECK(host.content("/etc/a/b") == "x\n");
    CHECK(host.status("/etc/a/b", Follow::links)->mode == 0600);
}

TEST_CASE("Owner and mode are set beside the line, and a link is followed") {
    FakeHost host;
    host.add_file("/etc/real", "a\n", {.mode = 0644}).add_link("real", "/etc/f");
    const ModuleResult result =
        converges(lineinfile, Map{{"path", "/etc/f"}, {"line", "b"}, {"mode", "0600"}}, host);
    CHECK(host.content("/etc/real") == "a\nb\n");
    CHECK(host.status("/etc/f", Follow::nothing)->type == FileType::link);
    CHECK(Value(result.data).text_of("msg") == "line added and ownership, perms or SE linux context changed");
}

TEST_CASE("A backup is named and the file is validated before it is replaced") {
    FakeHost host;
    host.add_file("/etc/f", "a\n");
    host.on_run("check", {}, [&](const Command& command) {
        return ProcessResult{host.content(command.arguments[0]) == "a\nb\n" ? 0 : 3, "", "no", false};
    });
    Map wanted{{"path", "/etc/f"}, {"line", "b"}, {"backup", true}, {"validate", "check %s"}};
    const ModuleResult result = converges(lineinfile, wanted, host);
    CHECK(host.content(Value(result.data).text_of("backup")) == "a\n");
    wanted.set("line", "c");
    CHECK(applied(lineinfile, wanted, host).failure == "failed to validate: rc:3 error:no");
    CHECK(host.content("/etc/f") == "a\nb\n");
}

TEST_CASE("A secret line shows nothing of the file") {
    FakeHost host;
    host.add_file("/etc/f", "password=old-password\n");
    const ModuleResult result = checked(
        lineinfile,
        Map{{"path", "/etc/f"}, {"regexp", "^password="}, {"line", Value::secret("password=hunter22")}},
        host);
    const std::string shown = to_json(to_value(result), 0, SecretStyle::revealed);
    CHECK(shown.find("hunter22") == std::string::npos);
    CHECK(shown.find("old-password") == std::string::npos);
}

TEST_CASE("Other bytes than UTF-8 and very long lines are no obstacle") {
    const std::string odd = "\xff\xfe key=1\n" + std::string(1 << 20, 'a') + "\n";
    CHECK(edited(odd, {{"regexp", "key=\\d"}, {"line", "key=2"}}) ==
          "key=2\n" + std::string(1 << 20, 'a') + "\n");
}

TEST_CASE("What makes no sense is refused in words") {
    FakeHost host;
    host.add_file("/etc/f", "");
    const auto refusal = [&](Map arguments) {
        arguments.set("path", "/etc/f");
        return failure_of(lineinfile, arguments, host);
    };
    CHECK(refusal({{"line", "x"}, {"insertafter", "a"}, {"insertbefore", "b"}}) ==
          "parameters are mutually exclusive: insertbefore|insertafter");
    CHECK(refusal({{"line", "x"}, {"backrefs", true}}) == "regexp is required with backrefs=true");
    CHECK(refusal({{"regexp", "x"}}) == "line is required with state=present");
    CHECK(refusal({{"state", "absent"}}) ==
          "one of line, search_string, or regexp is required with state=absent");
    CHECK(refusal({{"line", "x"}, {"regexp", "a("}}) ==
          "regexp: \"a(\" is no regular expression: missing closing parenthesis at position 2");
    CHECK(failure_of(lineinfile, Map{{"path", "/etc"}, {"line", "x"}}, host) == "Path /etc is a directory !");
}
