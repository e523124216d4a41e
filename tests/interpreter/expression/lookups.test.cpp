#include "interpreter/expression/Loop.hpp"
#include "tests/interpreter/expression/Evaluating.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace interpreter {

namespace {

void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << text;
}

std::string content(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

mode_t mode(const std::string& path) {
    struct ::stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("files are looked for in the role's directories before the playbook's") {
    modules::TemporaryDirectory directory;
    write(directory / "role/files/a.txt", "role\n\n");
    write(directory / "play/a.txt", "playbook\n");
    write(directory / "play/b.txt", "b\n");
    Evaluating here;
    here.search_path = {directory / "role", directory / "play"};
    CHECK(here.render("{{ lookup('file', 'a.txt') }}") == Value("role"));
    CHECK(here.render("{{ lookup('file', 'a.txt', rstrip=false) }}") == Value("role\n\n"));
    CHECK(here.render("{{ query('file', 'a.txt', 'b.txt') }}") == Value(List{"role", "b"}));
    CHECK(here.render("{{ lookup('first_found', ['x.txt', 'b.txt']) }}") == Value(directory / "play/b.txt"));
    CHECK(here.render("{{ lookup('first_found', {'files': ['x.txt', 'a.txt'], 'paths': ['files']}) }}") ==
          Value(directory / "role/files/a.txt"));
    CHECK(here.render("{{ query('first_found', 'x.txt', skip=true) }}") == Value(List{}));
    CHECK(here.render("{{ query('fileglob', '*.txt') }}") == Value(List{directory / "role/files/a.txt"}));
    CHECK(here.render("{{ lookup('pipe', 'cat b.txt') }}") == Value("b"));
    CHECK(here.error_of("{{ lookup('first_found', 'x.txt') }}") ==
          "test.yml:1:4: error: the lookup 'first_found' finds none of: x.txt\n"
          "  1 | {{ lookup('first_found', 'x.txt') }}\n    |    ^~~~~~\n"
          "  = hint: 'skip: true' goes on without a file\n");
    CHECK(here.render("{{ lookup('file', 'x.txt', errors='ignore') }}") == Value(""));
}

TEST_CASE("content of a file is data, whatever braces it holds") {
    modules::TemporaryDirectory directory;
    write(directory / "t.txt", "{{ not_a_variable }}");
    Evaluating here;
    here.search_path = {directory.path()};
    here.set("read", here.text("{{ lookup('file', 't.txt') }}"));
    CHECK(here.render_text("{{ read | upper }}") == "{{ NOT_A_VARIABLE }}");
}

TEST_CASE("a password is made once, kept for its owner only, and secret") {
    modules::TemporaryDirectory directory;
    Evaluating here;
    here.search_path = {directory.path()};
    const Value made = here.render("{{ lookup('password', 'secrets/db length=12 chars=digits') }}");
    REQUIRE(made.is_secret());
    CHECK(made.as_text().size() == 12);
    CHECK(made.as_text().find_first_not_of("0123456789") == std::string::npos);
    CHECK(content(directory / "secrets/db") == made.as_text() + "\n");
    CHECK(mode(directory / "secrets/db") == 0600);
    CHECK(mode(directory / "secrets") == 0700);
    CHECK(here.render("{{ lookup('password', 'secrets/db') }}") == made);
    const Value hashed = here.render("{{ lookup('password', 'secrets/db', encrypt='sha512_crypt') }}");
    CHECK(hashed.as_text().starts_with("$6$"));
    CHECK(here.render("{{ lookup('password', 'secrets/db', encrypt='sha512_crypt') }}") == hashed);
    CHECK(content(directory / "secrets/db").starts_with(made.as_text() + " salt="));
    CHECK(here.render("{{ lookup('password', '/dev/null length=5') }}").as_text().size() == 5);
    CHECK(here.render("{{ lookup('password', '/dev/null', seed='web1') }}") == Value("PHReYru8meWgwuf2LQh8"));
}

TEST_CASE("a file in the way of a password is an error, not another password") {
    modules::TemporaryDirectory directory;
    write(directory / "file", "x");
    Evaluating here;
    CHECK_THROWS_AS(here.render("{{ lookup('password', '" + directory.path() + "/file/db') }}"),
                    DiagnosticError);
}

TEST_CASE("the template lookup renders through whoever knows files") {
    modules::TemporaryDirectory directory;
    write(directory / "templates/t.j2", "");
    Evaluating here({{"a", 1}});
    here.search_path = {directory.path()};
    here.surroundings().render_file = [](const std::string& path, const Evaluation& evaluation) -> Value {
        return path.substr(path.rfind('/') + 1) + " " +
               rendered_text(Value::written("{{ a }} {{ b | default('') }}", {1, 1, 1}), evaluation);
    };
    CHECK(here.render("{{ lookup('template', 't.j2') }}") == Value("t.j2 1 "));
    CHECK(here.render("{{ lookup('template', 't.j2', template_vars={'b': 2}) }}") == Value("t.j2 1 2"));
}

TEST_CASE("with_ loops take their terms as the older forms do") {
    Evaluating here({{"groups", Map{{"all", List{"a", "b", "c"}}, {"web", List{"a", "b"}}}}});
    const auto loop = [&](std::string_view kind, const Value& terms) {
        return loop_items(kind, terms, here.evaluation());
    };
    CHECK(loop("items", List{1, List{2, List{3}}, "x"}) == List{1, 2, List{3}, "x"});
    CHECK(loop("items", "one") == List{"one"});
    CHECK(loop("dict", Map{{"k", 1}}) == List{Map{{"key", "k"}, {"value", 1}}});
    CHECK(loop("nested", List{List{"a", "b"}, List{1, 2}}) ==
          List{List{"a", 1}, List{"a", 2}, List{"b", 1}, List{"b", 2}});
    CHECK(loop("together", List{List{"a", "b"}, List{1}}) == List{List{"a", 1}, List{"b", Value()}});
    CHECK(loop("sequence", "start=1 end=3 format=web%02d") == List{"web01", "web02", "web03"});
    CHECK(loop("subelements", List{List{Map{{"n", 1}, {"g", List{"x", "y"}}}}, "g"}) ==
          List{List{Map{{"n", 1}}, "x"}, List{Map{{"n", 1}}, "y"}});
    CHECK(loop("indexed_items", List{"a", "b"}) == List{List{0, "a"}, List{1, "b"}});
    CHECK(loop("flattened", List{1, List{2, List{3}}}) == List{1, 2, 3});
    CHECK(loop("inventory_hostnames", List{"all:!web"}) == List{"c"});
    CHECK(loop("lines", List{"printf 'a\\nb\\n'"}) == List{"a", "b"});
    CHECK_THROWS_AS(loop("nosuch", List{}), DiagnosticError);
}

}  // namespace interpreter
