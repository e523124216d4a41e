#include "interpreter/source/Diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

std::string rendered(const std::string& text, Position position, std::string hint = {}) {
    SourceFiles files;
    files.add("site.yml", text);
    return render({Severity::error, "it is wrong", position, {}, std::move(hint)}, files, Colour::never);
}

}  // namespace

TEST_CASE("an error shows place, line, caret and hint") {
    CHECK(rendered("---\n\n  - hots: all\n", {1, 3, 5}, "did you mean 'hosts'?") ==
          "site.yml:3:5: error: it is wrong\n"
          "  3 |   - hots: all\n"
          "    |     ^~~~\n"
          "  = hint: did you mean 'hosts'?\n");
}

TEST_CASE("an error without a place is its message alone") {
    CHECK(rendered("a\n", {}) == "error: it is wrong\n");
}

TEST_CASE("an error about a whole file quotes no line") {
    CHECK(rendered("a\n", {1, 0, 0}) == "site.yml: error: it is wrong\n");
}

TEST_CASE("an error about a line shows it without a caret") {
    CHECK(rendered("a\nb\n", {1, 2, 0}) == "site.yml:2: error: it is wrong\n  2 | b\n");
}

TEST_CASE("a place past the end of the file is still named") {
    CHECK(rendered("a\n", {1, 7, 1}) == "site.yml:7:1: error: it is wrong\n");
}

TEST_CASE("the caret may stand behind the last character") {
    CHECK(rendered("abc\n", {1, 1, 4}) == "site.yml:1:4: error: it is wrong\n  1 | abc\n    |    ^\n");
}

TEST_CASE("marks cover quoted text, an expression or a word") {
    CHECK(rendered("name: 'a b' c", {1, 1, 7}) == "site.yml:1:7: error: it is wrong\n"
                                                  "  1 | name: 'a b' c\n"
                                                  "    |       ^~~~~\n");
    CHECK(rendered("name: \"a \\\" b\" c", {1, 1, 7}) == "site.yml:1:7: error: it is wrong\n"
                                                         "  1 | name: \"a \\\" b\" c\n"
                                                         "    |       ^~~~~~~~\n");
    CHECK(rendered("msg: {{ a }} b", {1, 1, 6}) == "site.yml:1:6: error: it is wrong\n"
                                                   "  1 | msg: {{ a }} b\n"
                                                   "    |      ^~~~~~~\n");
    CHECK(rendered("msg: [one, two]", {1, 1, 7}) == "site.yml:1:7: error: it is wrong\n"
                                                    "  1 | msg: [one, two]\n"
                                                    "    |       ^~~\n");
    CHECK(rendered("msg: 'open", {1, 1, 6}) == "site.yml:1:6: error: it is wrong\n"
                                               "  1 | msg: 'open\n"
                                               "    |      ^\n");
}

TEST_CASE("a tab moves the caret as far as it moves the text") {
    CHECK(rendered("a:\tb\tcd", {1, 1, 6}) == "site.yml:1:6: error: it is wrong\n"
                                              "  1 | a:      b       cd\n"
                                              "    |                 ^~\n");
}

TEST_CASE("columns count characters, and wide ones take two places") {
    CHECK(rendered("größe: x", {1, 1, 8}) == "site.yml:1:8: error: it is wrong\n"
                                             "  1 | größe: x\n"
                                             "    |        ^\n");
    CHECK(rendered("日本: x", {1, 1, 5}) == "site.yml:1:5: error: it is wrong\n"
                                            "  1 | 日本: x\n"
                                            "    |       ^\n");
    CHECK(rendered("a: 日本", {1, 1, 4}) == "site.yml:1:4: error: it is wrong\n"
                                            "  1 | a: 日本\n"
                                            "    |    ^~~~\n");
}

TEST_CASE("what would upset a terminal is shown as a replacement character") {
    CHECK(rendered("a\x1b[31m\xff", {1, 1, 1}) == "site.yml:1:1: error: it is wrong\n"
                                                  "  1 | a\xEF\xBF\xBD[31m\xEF\xBF\xBD\n"
                                                  "    | ^\n");
}

TEST_CASE("of a very long line the part around the caret is shown") {
    const std::string text = std::string(300, 'a') + " here " + std::string(300, 'b');
    const std::string before(59, 'a');
    const std::string after(95, 'b');
    CHECK(rendered(text, {1, 1, 302}) == "site.yml:1:302: error: it is wrong\n"
                                         "  1 | …" +
                                             before + " here " + after +
                                             "…\n"
                                             "    | " +
                                             std::string(61, ' ') + "^~~~\n");
}

TEST_CASE("notes have their own place and stand before the hint") {
    SourceFiles files;
    const std::uint32_t file = files.add("vars.yml", "a: 1\nb: 2\na: 3\n");
    const Diagnostic twice{Severity::warning,
                           "duplicate key 'a'",
                           {file, 3, 1},
                           {{"first written here", {file, 1, 1}}, {"somewhere else", {}}},
                           "remove one of them\nor both"};
    CHECK(render(twice, files, Colour::never) == "vars.yml:3:1: warning: duplicate key 'a'\n"
                                                 "  3 | a: 3\n"
                                                 "    | ^\n"
                                                 "vars.yml:1:1: note: first written here\n"
                                                 "  1 | a: 1\n"
                                                 "    | ^\n"
                                                 "note: somewhere else\n"
                                                 "  = hint: remove one of them\n"
                                                 "          or both\n");
}

TEST_CASE("colours appear only when asked for") {
    SourceFiles files;
    files.add("a.yml", "x: y\n");
    const Diagnostic found{Severity::error, "no", {1, 1, 4}, {}, "yes"};
    CHECK(render(found, files, Colour::never).find('\033') == std::string::npos);
    CHECK(render(found, files, Colour::always) == "\033[1ma.yml:1:4:\033[0m \033[1;31merror:\033[0m no\n"
                                                  "  1 | x: y\n"
                                                  "    |    \033[1;32m^\033[0m\n"
                                                  "  = \033[1mhint:\033[0m yes\n");
}

TEST_CASE("a line that a vault held is not shown") {
    SourceFiles files;
    const std::uint32_t file = files.add("secret.yml", "password: [hunter2\n", Quoting::forbidden);
    CHECK(render({Severity::error, "no end", {file, 1, 11}, {}, {}}, files, Colour::never) ==
          "secret.yml:1:11: error: no end\n");
}

TEST_CASE("equal findings at one place are kept once") {
    Diagnostics found;
    found.warning("odd", {1, 2, 3});
    found.warning("odd", {1, 2, 3}, "again");
    found.warning("odd", {1, 2, 4});
    CHECK(found.all().size() == 2);
    CHECK_FALSE(found.has_errors());
    found.make_strict();
    CHECK(found.has_errors());
}
