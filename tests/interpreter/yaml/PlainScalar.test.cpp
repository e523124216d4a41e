#include "interpreter/yaml/PlainScalar.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>

using namespace interpreter;

namespace {

/// In the words of the table: "integer 420", "real 1.5", "text".
std::string described(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return "null";
    case Kind::boolean:
        return value.as_boolean() ? "boolean true" : "boolean false";
    case Kind::integer:
        return "integer " + std::to_string(value.as_integer());
    case Kind::real:
        return "real";
    default:
        return std::string(modules::kind_name(value.kind()));
    }
}

bool same_real(double left, double right) {
    return left == right || (std::isnan(left) && std::isnan(right));
}

}  // namespace

// scalars.tsv holds what PyYAML 6.0's SafeLoader makes of each word.
TEST_CASE("plain scalars resolve exactly as in PyYAML") {
    std::ifstream table("tests/interpreter/yaml/scalars.tsv");
    std::string line;
    int rows = 0;
    while (std::getline(table, line)) {
        INFO(line);
        const std::size_t tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        const std::string word = line.substr(0, tab);
        const std::string expected = line.substr(tab + 1);
        const Value value = resolve_plain_scalar(word, {1, 1, 1});
        if (expected.starts_with("real ")) {
            REQUIRE(value.is_real());
            CHECK(same_real(value.as_real(), std::stod(expected.substr(5))));
        } else {
            CHECK(described(value) == expected);
        }
        ++rows;
    }
    CHECK(rows > 240);
}

TEST_CASE("text keeps its characters and place") {
    const Value value = resolve_plain_scalar("1e3", {1, 2, 3});
    CHECK(value.as_text() == "1e3");
    CHECK(value.position() == Position{1, 2, 3});
}

TEST_CASE("an integer that no 64 bits hold stays text") {
    CHECK(described(resolve_plain_scalar("9223372036854775808", {})) == "text");
    CHECK(described(resolve_plain_scalar("99999999999999999999:59", {})) == "text");
}
