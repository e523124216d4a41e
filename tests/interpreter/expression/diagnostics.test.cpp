#include "tests/interpreter/expression/Evaluating.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace interpreter {

namespace {

struct Golden {
    std::string text;
    std::string error;
};

// "TEXT", "-----", "ERROR", "=====", and so on. A text that begins with "when: " is a condition.
std::vector<Golden> read_golden(const std::string& path) {
    std::ifstream file(path);
    std::vector<Golden> all;
    Golden current;
    std::string* part = &current.text;
    for (std::string line; std::getline(file, line);) {
        if (line == "-----") {
            part = &current.error;
        } else if (line == "=====") {
            all.push_back(std::exchange(current, {}));
            part = &current.text;
        } else {
            *part += line + "\n";
        }
    }
    return all;
}

Map variables() {
    return {{"port", 80},
            {"name", "web"},
            {"words", List{"a", "b"}},
            {"server", Map{{"port", 80}, {"address", "10.0.0.1"}}},
            {"nothing", Value()}};
}

}  // namespace

TEST_CASE("every mistake in an expression is told with its place and what to do") {
    const std::vector<Golden> all = read_golden("tests/interpreter/expression/diagnostics.golden");
    REQUIRE(all.size() > 30);
    for (const Golden& golden : all) {
        Evaluating here(variables());
        here.set("first", here.text("{{ second }}"));
        here.set("second", here.text("{{ first }}"));
        here.set("address", here.text("http://{{ hots }}:{{ port }}"));
        INFO(golden.text);
        const std::string text = golden.text.substr(0, golden.text.size() - 1);
        const std::string error =
            text.starts_with("when: ") ? here.error_of_condition(text.substr(6)) : here.error_of(text);
        CHECK(error ==
              golden.error.substr(0, error.ends_with('\n') ? std::string::npos : golden.error.size() - 1));
    }
}

}  // namespace interpreter
