#include "modules/files/IniFile.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const IniFile ini_file;

std::string edited(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    converges(ini_file, arguments, host);
    return host.content("/etc/f");
}

std::string message(const std::string& text, Map arguments) {
    FakeHost host;
    host.add_file("/etc/f", text);
    arguments.set("path", "/etc/f");
    return Value(applied(ini_file, arguments, host).data).text_of("msg");
}

const std::string nova = "# Nova\n"
                         "[DEFAULT]\n"
                         "# debug = false\n"
                         "debug=true\n"
                         "\n"
                         "# The database\n"
                         "[database]\n"
                         "connection = sqlite://\n"
                         "\n";

}  // namespace

TEST_CASE("An option is changed where it stands, and all else stays as it is") {
    CHECK(edited(nova, {{"section", "database"}, {"option", "connection"}, {"value", "mysql://x"}}) ==
          "# Nova\n[DEFAULT]\n# debug = false\ndebug=true\n\n# The database\n[database]\nconnection = "
          "mysql://x\n\n");
    CHECK(message(nova, {{"section", "database"}, {"option", "connection"}, {"value", "x"}}) ==
          "option changed");
    CHECK(message(nova, {{"section", "database"}, {"option", "connection"}, {"value", "sqlite://"}}) == "OK");
}

TEST_CASE("A new option goes behind the section's last setting, before the comment of the next section") {
    CHECK(edited(nova, {{"section", "DEFAULT"}, {"option", "host"}, {"value", "c1"}}) ==
          "# Nova\n[DEFAULT]\n# debug = false\ndebug=true\nhost = c1\n\n# The database\n[database]\n"
          "connection = sqlite://\n\n");
    CHECK(message(nova, {{"section", "DEFAULT"}, {"option", "host"}, {"value", "c1"}}) == "option added");
    CHECK(edited("[a]\nx = 1", {{"section", "a"}, {"option", "y"}, {"value", "2"}}) == "[a]\nx = 1\ny = 2\n");
    CHECK(edited("[a]\n[b]\n", {{"section", "a"}, {"option", "y"}, {"value", "2"}}) == "[a]\ny = 2\n[b]\n");
}

TEST_CASE("A new section goes to the end, in a file without a line below an empty one") {
    CHECK(
        edited("[a]\nx = 1", {{"section", "b"}, {"option", "y"}, {"value", 2}, {"no_extra_spaces", true}}) ==
        "[a]\nx = 1\n[b]\ny=2\n");
    CHECK(message("", {{"section", "b"}, {"option", "y"}, {"value", "2"}}) == "section and option added");
    CHECK(edited("", {{"section", "b"}}) == "\n[b]\n");
    FakeHost host;
    converges(
        ini_file,
        Map{{"path", "/etc/new/f"}, {"section", "a"}, {"option", "x"}, {"value", "1"}, {"mode", "0640"}},
        host);
    CHECK(host.content("/etc/new/f") == "\n[a]\nx = 1\n");
    CHECK(host.status("/etc/new/f", Follow::links)->mode == 0640);
}

TEST_CASE("A line that is commented out is used only where no active one is there") {
    CHECK(edited("[a]\n#x = 1\n", {{"section", "a"}, {"option", "x"}, {"value", "2"}}) == "[a]\nx = 2\n");
    CHECK(edited("[a]\n#x = 2\nx = 1\n", {{"section", "a"}, {"option", "x"}, {"value", "1"}}) ==
          "[a]\n#x = 2\nx = 1\n");
    CHECK(edited("[a]\n;x = 1\n",
                 {{"section", "a"}, {"option", "x"}, {"value", "2"}, {"modify_inactive_option", false}}) ==
          "[a]\nx = 2\n;x = 1\n");
    CHECK(edited("[a]\nxy = 1\n", {{"section", "a"}, {"option", "x"}, {"value", "2"}}) ==
          "[a]\nxy = 1\nx = 2\n");
}

TEST_CASE("Exclusive leaves one line for each value, otherwise values are added to those there") {
    CHECK(edited("[a]\nx = 1\nx = 2\nx = 3\n", {{"section", "a"}, {"option", "x"}, {"value", "2"}}) ==
          "[a]\nx = 2\n");
    CHECK(edited("[a]\nx = 1\ny = 1\n", {{"section", "a"}, {"option", "x"}, {"values", List{"7", "8"}}}) ==
          "[a]\nx = 7\ny = 1\nx = 8\n");
    CHECK(edited("[a]\nx = 1\n",
                 {{"section", "a"}, {"option", "x"}, {"values", List{"7"}}, {"exclusive", false}}) ==
          "[a]\nx = 1\nx = 7\n");
}

TEST_CASE("Options are removed by name or by value, sections with all that is in them") {
    const std::string text = "[a]\nx = 1\n#x = 0\nx = 2\n[b]\ny = 1\n";
    CHECK(edited(text, {{"section", "a"}, {"option", "x"}, {"state", "absent"}}) ==
          "[a]\n#x = 0\n[b]\ny = 1\n");
    CHECK(
        edited(
            text,
            {{"section", "a"}, {"option", "x"}, {"value", "2"}, {"state", "absent"}, {"exclusive", false}}) ==
        "[a]\nx = 1\n#x = 0\n[b]\ny = 1\n");
    CHECK(edited(text, {{"section", "a"}, {"state", "absent"}}) == "[b]\ny = 1\n");
    CHECK(message(text, {{"section", "a"}, {"state", "absent"}}) == "section removed");
    CHECK(message(text, {{"section", "c"}, {"option", "x"}, {"state", "absent"}}) == "OK");
}

TEST_CASE("Options without a section stand before the first one") {
    CHECK(edited("# top\na = 1\n\n[s]\nb = 2\n", {{"option", "c"}, {"value", "3"}}) ==
          "# top\na = 1\nc = 3\n\n[s]\nb = 2\n");
    CHECK(edited("[s]\nb = 2\n", {{"option", "b"}, {"value", "3"}}) == "b = 3\n[s]\nb = 2\n");
}

TEST_CASE("An option may stand without a value") {
    CHECK(edited("[mysqld]\n",
                 {{"section", "mysqld"}, {"option", "skip-name-resolve"}, {"allow_no_value", true}}) ==
          "[mysqld]\nskip-name-resolve\n");
    CHECK(edited("[mysqld]\nskip-name-resolve=1\n",
                 {{"section", "mysqld"}, {"option", "skip-name-resolve"}, {"allow_no_value", true}}) ==
          "[mysqld]\nskip-name-resolve\n");
    FakeHost host;
    CHECK(failure_of(ini_file, Map{{"path", "/etc/f"}, {"section", "a"}, {"option", "x"}}, host) ==
          "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
}

TEST_CASE("Spaces around = are brought into form unless they are to be ignored") {
    CHECK(edited("[a]\nx=1\n", {{"section", "a"}, {"option", "x"}, {"value", "1"}}) == "[a]\nx = 1\n");
    CHECK(
        edited("[a]\nx=1\n", {{"section", "a"}, {"option", "x"}, {"value", "1"}, {"ignore_spaces", true}}) ==
        "[a]\nx=1\n");
}

TEST_CASE("An option's name is no regular expression, and a secret value shows nothing of the file") {
    CHECK(edited("[a]\naxb = 1\n", {{"section", "a"}, {"option", "a.b"}, {"value", "2"}}) ==
          "[a]\naxb = 1\na.b = 2\n");
    FakeHost host;
    host.add_file("/etc/f", "[a]\npassword = old-password\n");
    const ModuleResult result = converges(ini_file,
                                          Map{{"path", "/etc/f"},
                                              {"section", "a"},
                                              {"option", "password"},
                                              {"value", Value::secret("hunter22")}},
                                          host);
    CHECK(host.content("/etc/f") == "[a]\npassword = hunter22\n");
    const std::string shown = to_json(to_value(result), 0, SecretStyle::revealed);
    CHECK(shown.find("hunter22") == std::string::npos);
    CHECK(shown.find("old-password") == std::string::npos);
}
