#include "modules/pcs/Rule.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::pcs;

namespace {

std::string meaning(const std::string& text) {
    return rule_meaning(RuleExpression::parsed(text, "rule"));
}

std::string mistake(const std::string& text) {
    try {
        static_cast<void>(RuleExpression::parsed(text, "location[2]"));
    } catch (const Failure& failure) {
        return failure.what();
    }
    return {};
}

std::optional<bool> holds(const std::string& text, const Attributes& node) {
    CibDocument cib("<cib><configuration><constraints/></configuration></cib>");
    pugi::xml_node constraint = cib.add(cib.section("constraints"), "rsc_location", "l");
    add_rule(cib, constraint, RuleExpression::parsed(text, "rule"), {});
    return rule_holds(constraint.child("rule"), node);
}

}  // namespace

TEST_CASE("Rules mean the same whatever their order, spelling of the string type and outer parentheses") {
    CHECK(meaning("a eq 1 and b ne 2") == meaning("b ne string 2 and a eq 1"));
    CHECK(meaning("(a eq 1)") == meaning("a eq 1"));
    CHECK(meaning("a eq 1 and (b eq 2 and c eq 3)") == meaning("a eq 1 and b eq 2 and c eq 3"));
    CHECK(meaning("a eq 1 or b eq 2") != meaning("a eq 1 and b eq 2"));
    CHECK(meaning("a gt integer 1") != meaning("a gt 1"));
    CHECK(meaning("a eq \"two words\"") == "a eq \"two words\"");
}

TEST_CASE("and and or bind alike, from the left, as in pcs") {
    CHECK(meaning("a eq 1 or b eq 2 and c eq 3") == meaning("(a eq 1 or b eq 2) and c eq 3"));
    CHECK(meaning("a eq 1 or b eq 2 and c eq 3") != meaning("a eq 1 or (b eq 2 and c eq 3)"));
}

TEST_CASE("A word that is a type's name can be a value") {
    CHECK(meaning("kind eq string") == "kind eq string");
    CHECK(meaning("kind eq string and a eq 1") == "a eq 1 and kind eq string");
}

TEST_CASE("A rule that cannot be read says what was expected") {
    CHECK(mistake("osprole eq") == R"(location[2]: rule "osprole eq": expected a value, found its end)");
    CHECK(mistake("(a eq 1") == "location[2]: rule \"(a eq 1\": expected \")\", found its end");
    CHECK(mistake("a eq 1 b") ==
          R"(location[2]: rule "a eq 1 b": expected "and", "or" or the end before "b")");
    CHECK(mistake("") == R"(location[2]: rule "": expected an attribute's name, found its end)");
    CHECK(mistake("date-spec") ==
          R"(location[2]: rule "date-spec": expected hours=…, weekdays=… or the like, found its end)");
}

TEST_CASE("A rule holds for the nodes whose attributes say so") {
    const Attributes controller{{"#uname", "controller1"}, {"osprole", "controller"}, {"rack", "10"}};
    CHECK(holds("osprole eq controller", controller) == true);
    CHECK(holds("osprole ne controller", controller) == false);
    CHECK(holds("osprole eq compute", controller) == false);
    CHECK(holds("osprole ne compute", {}) == true);
    CHECK(holds("osprole eq controller", {}) == false);
    CHECK(holds("rack gt integer 9", controller) == true);
    CHECK(holds("rack gt 9", controller) == false);
    CHECK(holds("not_defined spare and defined rack", controller) == true);
    CHECK(holds("#uname eq controller2 or (rack gte 1 and osprole eq controller)", controller) == true);
    CHECK(holds("osprole eq controller and date gt 2026-01-01", controller) == std::nullopt);
}
