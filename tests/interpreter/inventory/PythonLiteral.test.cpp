#include "interpreter/inventory/PythonLiteral.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace interpreter;

// literals.tsv holds what Python 3.11's ast.literal_eval makes of each text, as JSON; "text" where it
// refuses.
TEST_CASE("values of host lines are Python literals exactly where Python says so") {
    std::ifstream table("tests/interpreter/inventory/literals.tsv");
    std::string line;
    int rows = 0;
    while (std::getline(table, line)) {
        INFO(line);
        const std::size_t tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        const std::optional<Value> value = read_python_literal(line.substr(0, tab), {1, 1, 1});
        const std::string expected = line.substr(tab + 1);
        if (expected == "text") {
            CHECK_FALSE(value);
        } else {
            REQUIRE(value);
            CHECK(modules::to_json(*value) == modules::to_json(modules::from_json(expected)));
        }
        ++rows;
    }
    CHECK(rows > 100);
}

TEST_CASE("text inside a literal keeps its place, so that templates in it are rendered") {
    const std::optional<Value> value = read_python_literal("['{{ x }}']", {1, 2, 3});
    REQUIRE(value);
    CHECK(value->as_list()[0].position() == Position{1, 2, 3});
}

TEST_CASE("nesting without end is no literal") {
    CHECK_FALSE(read_python_literal(std::string(100000, '['), {}));
}
