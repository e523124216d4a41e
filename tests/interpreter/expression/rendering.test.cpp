#include "tests/interpreter/expression/Evaluating.hpp"

#include <catch2/catch.hpp>

namespace interpreter {

TEST_CASE("a bare name keeps the type of its variable") {
    Evaluating here({{"number", 5}, {"flag", true}, {"nothing", Value()}, {"items", List{1, "a"}}});
    CHECK(here.render("{{ number }}").is_integer());
    CHECK(here.render("{{ flag }}") == Value(true));
    CHECK(here.render("{{ nothing }}").is_null());
    CHECK(here.render("{{ items }}") == Value(List{1, "a"}));
}

TEST_CASE("any other number becomes text") {
    Evaluating here({{"number", 5}});
    CHECK(here.render("{{ 1 + 2 }}") == Value("3"));
    CHECK(here.render("{{ number + 0 }}").is_text());
    CHECK(here.render("{{ number }} ") == Value("5 "));
}

TEST_CASE("text that looks like a list, a mapping or a boolean is read as one") {
    Evaluating here({{"n", 2}});
    CHECK(here.render("[1, {{ n }}]") == Value(List{1, 2}));
    CHECK(here.render("{'a': {{ n }}}") == Value(Map{{"a", 2}}));
    CHECK(here.render("{{ n == 2 }}") == Value(true));
    CHECK(here.render("{{ 'True' }}") == Value(true));
    CHECK(here.render("[1, {{ n }}") == Value("[1, 2"));
}

TEST_CASE("variables hold templates, rendered where they are used") {
    Evaluating here;
    here.set("port", 80);
    here.set("address", here.text("{{ host }}:{{ port }}"));
    here.set("host", here.text("{{ 'web' ~ 1 }}"));
    here.set("listen", List{here.text("{{ address }}")});
    CHECK(here.render("{{ listen }}") == Value(List{"web1:80"}));
    CHECK(here.render("{{ listen[0] | upper }}") == Value("WEB1:80"));
}

TEST_CASE("a variable of which only one part is used needs no more than that part") {
    Evaluating here;
    here.set("service", Map{{"port", 80}, {"name", here.text("{{ missing }}")}});
    CHECK(here.render_text("{{ service.port }}") == "80");
}

TEST_CASE("conditions are expressions, a list of them is joined by and") {
    Evaluating here({{"a", 3}, {"empty", ""}, {"word", "false"}});
    CHECK(here.holds("a == 3 and a in [1, 3]"));
    CHECK_FALSE(here.holds("1 < a < 3"));
    CHECK_FALSE(here.holds("empty"));
    CHECK(here.holds("word"));
    CHECK(here.holds("missing is not defined"));
    std::string part;
    CHECK_FALSE(holds(List{here.text("a == 3"), here.text("a == 4")}, here.evaluation(), &part));
    CHECK(part == "a == 4");
}

}  // namespace interpreter
