#include "modules/module/PythonLiteral.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("what Python writes is read back as the same value") {
    const std::string text = R"({'name': "it's", 'list': [1, -2.5, True, None], 'empty': {}, 'tuple': []})";
    const std::optional<Value> value = from_python_literal(text);
    REQUIRE(value);
    CHECK(to_json(*value) == R"({"name": "it's", "list": [1, -2.5, true, null], "empty": {}, "tuple": []})");
    CHECK(to_python_text(*value) == text);
}

TEST_CASE("text that is no literal is not guessed at") {
    for (const char* text :
         {"{a: 1}", "[1, 2", "'open", "{'a' 1}", "[1] 2", "", "nan", "open('/etc/passwd')"})
        CHECK(!from_python_literal(text));
}

TEST_CASE("nesting without end is refused, not followed") {
    CHECK(!from_python_literal(std::string(100000, '[')));
}
