#include "modules/value/Json.hpp"
#include "tests/interpreter/expression/Evaluating.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace interpreter {

namespace {

// As a file of variables would give it: text knows its place, so that templates in it are templates.
Value written(const Value& value, Evaluating& here) {
    if (value.is_text()) return here.text(value.as_text());
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list())
            items.push_back(written(item, here));
        return items;
    }
    if (!value.is_map()) return value;
    Map map;
    for (const auto& [key, entry] : value.as_map())
        map.set(key, written(entry, here));
    return map;
}

std::string shown(const Value& value) {
    return modules::to_json(value);
}

std::string answer_of(Evaluating& here, const std::string& text) {
    try {
        return shown(here.render(text));
    } catch (const DiagnosticError&) {
        return "refused";
    }
}

}  // namespace

// expressions.json holds what ansible-core 2.14 makes of every line; ansible_results.py writes it.
TEST_CASE("expressions and statements give what ansible-core gives") {
    std::ifstream file("tests/interpreter/expression/expressions.json");
    std::ostringstream content;
    content << file.rdbuf();
    const Value kept = modules::from_json(content.str());
    Evaluating here;
    for (const auto& [name, value] : kept.get("variables")->as_map())
        here.set(name, written(value, here));
    REQUIRE(kept.get("answers")->as_list().size() > 500);
    for (const Value& answer : kept.get("answers")->as_list()) {
        const std::string text = answer.as_list().front().as_text();
        const std::string expected = answer.as_list().size() == 1 ? "refused" : shown(answer.as_list()[1]);
        INFO(text);
        CHECK(answer_of(here, text) == expected);
    }
}

}  // namespace interpreter
