#include "tests/interpreter/expression/Evaluating.hpp"

#include <catch2/catch.hpp>

namespace interpreter {

namespace {

using Names = std::set<std::string>;

Names names(std::string_view text, Form form = Form::text, bool* dynamic = nullptr) {
    return free_names(Value::written(std::string(text), {1, 1, 1}), form, dynamic);
}

std::string findings(const Value& raw, Form form) {
    Diagnostics found;
    check_template(raw, form, found);
    std::string text;
    for (const Diagnostic& diagnostic : found.all())
        text +=
            (diagnostic.severity == Severity::error ? "error: " : "warning: ") + diagnostic.message + "\n";
    return text;
}

}  // namespace

TEST_CASE("the free names of a text are the variables that it reads") {
    CHECK(names("{{ a.b[c] | default(d) }} {{ range(e) }}") == Names{"a", "c", "d", "e"});
    CHECK(names("a == 1 and b is defined", Form::bare) == Names{"a", "b"});
    CHECK(names("no template: a") == Names{});
    CHECK(names("{% for x in xs if x.on %}{{ x }}{{ loop.index }}{{ y }}{% endfor %}{{ x }}") ==
          Names{"xs", "y", "x"});
    CHECK(names("{% set a = b %}{{ a }}") == Names{"b"});
    CHECK(names("{% macro m(p, q=r) %}{{ p }}{{ q }}{{ s }}{{ caller() }}{% endmacro %}{{ m(t) }}") ==
          Names{"r", "s", "t"});
    CHECK(names("{{ hostvars[inventory_hostname].x }}") == Names{"hostvars", "inventory_hostname"});
}

TEST_CASE("names that are read of hosts are told apart") {
    const auto read = [](std::string_view text) {
        return names_read(Value::written(std::string(text), {1, 1, 1}), Form::text);
    };
    for (const char* text : {"{{ hostvars[x].a }}", "{{ hostvars.one['a'] }}", "{{ hostvars['one'].a.b[0] }}",
                             "{{ xs | map('extract', hostvars, 'a') }}",
                             "{{ xs | map('extract', hostvars, ['a', 'b']) }}", "{{ x | extract(hostvars, 'a') }}"}) {
        INFO(text);
        CHECK(read(text).of_hosts == Names{"a"});
        CHECK_FALSE(read(text).dynamic_of_hosts);
    }
    for (const char* text : {"{{ hostvars[x] }}", "{{ hostvars[x][y] }}", "{{ hostvars | length }}",
                             "{{ xs | map('extract', hostvars) }}", "{{ hostvars[x].a ~ hostvars[y][z] }}"}) {
        INFO(text);
        CHECK(read(text).dynamic_of_hosts);
    }
    CHECK_FALSE(read("{{ a.hostvars }}").dynamic_of_hosts);
}

TEST_CASE("free names are found deep inside lists and mappings, keys included") {
    const Position place{1, 1, 1};
    const Value raw = List{Map{{"{{ a }}", Value::written("{{ b }}", place)}}, Value::written("c", place), 5};
    CHECK(free_names(raw, Form::text) == Names{"a", "b"});
}

TEST_CASE("a computed name makes the names dynamic") {
    bool dynamic = false;
    CHECK(names("{{ lookup('vars', 'a') }}", Form::text, &dynamic) == Names{"a"});
    CHECK_FALSE(dynamic);
    names("{{ vars[x] }}", Form::text, &dynamic);
    CHECK(dynamic);
    dynamic = false;
    names("{{ lookup('vars', 'a' ~ x) }}", Form::text, &dynamic);
    CHECK(dynamic);
}

TEST_CASE("a text is checked before it is used: mistakes are errors, unknown names of filters warnings") {
    const Position place{1, 1, 1};
    CHECK(findings(Value::written("{{ a | nosuch }} {{ b is nosuch }} {{ lookup('nosuch') }} {{ nosuch() }}",
                                  place),
                   Form::text) == "warning: unknown filter 'nosuch'\nwarning: unknown test "
                                  "'nosuch'\nwarning: unknown lookup 'nosuch'\n");
    CHECK(findings(Value::written("{{ a | map('nosuch') }} {{ a | selectattr('x', 'nosuch') }}", place),
                   Form::text) == "warning: unknown filter 'nosuch'\nwarning: unknown test 'nosuch'\n");
    CHECK(findings(List{Value::written("a ==", place), Value::written("b |", place)}, Form::bare) ==
          "error: expected an expression, found the end\nerror: expected the name of a filter after '|', "
          "found the end\n");
    CHECK(findings(Value::written("a == 1 and b is defined", place), Form::bare) == "");
    CHECK(findings(Value("{{ data, not a template"), Form::text) == "");
}

TEST_CASE("an expression by itself knows its names and its value") {
    Evaluating here({{"a", 2}});
    const Expression expression = Expression::parse("[a, a * 2, (a, 1)]", {1, 1, 1});
    CHECK(expression.free_names() == Names{"a"});
    CHECK(expression.evaluate(here.evaluation()) == Value(List{2, 4, List{2, 1}}));
    Diagnostics found;
    Expression::parse("a | nosuch", {1, 1, 1}).check_names(found);
    CHECK(found.all().size() == 1);
}

TEST_CASE("vars holds every variable by name") {
    Evaluating here({{"a", 2}});
    here.set("b", here.text("{{ a + 1 }}"));
    CHECK(here.render_text(
              "{{ vars['b'] }} {{ vars.a }} {{ 'b' in vars }} {{ vars['c'] | default('none') }}") ==
          "3 2 True none");
}

}  // namespace interpreter
