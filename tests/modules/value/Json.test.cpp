#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("a value on one line is spaced as Python's json.dumps does it") {
    const Value value = Map{{"b", List{1, 2.0, 1e20, true, Value()}}, {"a", Map{}}, {"c", "tab\t\"é\"\x01"}};
    CHECK(to_json(value) == R"({"b": [1, 2.0, 1e+20, true, null], "a": {}, "c": "tab\t\"é\"\u0001"})");
}

TEST_CASE("indented JSON puts each entry on a line of its own") {
    CHECK(to_json(Map{{"a", List{1, 2}}, {"b", List{}}}, 2) ==
          "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
}

TEST_CASE("bytes that are no UTF-8 become the replacement character") {
    CHECK(to_json("a\xFFz") == "\"a\xEF\xBF\xBDz\"");
    CHECK(to_json("\xC0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    CHECK(to_json("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    CHECK(to_json("\xF0\x9F\x98\x80\xE2\x82") == "\"\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("secrets print as dots unless they are asked for") {
    const Value value = List{Value::secret("hunter2")};
    CHECK(to_json(value) == "[\"••••••••\"]");
    CHECK(to_json(value, 0, SecretStyle::revealed) == "[\"hunter2\"]");
}

TEST_CASE("JSON is read with its order, its integers and its nesting") {
    const std::string text = R"({"z": [1, -2, 0.5, {"y": "é"}], "a": null, "big": 9223372036854775807})";
    CHECK(to_json(from_json(text)) == text);
    CHECK(from_json("18446744073709551615").is_real());
    CHECK(from_json("\"\\u20ac\"").as_text() == "€");
}

TEST_CASE("what is not JSON is refused saying where") {
    CHECK_THROWS_WITH(from_json("{\"a\": }"),
                      Catch::StartsWith("parse error at line 1, column 7: syntax error while parsing value"));
    CHECK_THROWS_WITH(from_json("[1] 2"), Catch::StartsWith("parse error at line 1, column 5"));
    CHECK_THROWS_WITH(from_json(""), Catch::StartsWith("parse error at line 1, column 1"));
    CHECK_THROWS_WITH(from_json(std::string(2000, '[')), "nested more than 512 deep");
}
