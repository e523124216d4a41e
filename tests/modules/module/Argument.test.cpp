#include "modules/module/Argument.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

Argument of_type(ArgumentType type) {
    Argument argument;
    argument.name = "x";
    argument.type = type;
    return argument;
}

std::string as_json(ArgumentType type, const Value& value) {
    return to_json(converted(of_type(type), value));
}

}  // namespace

TEST_CASE("booleans are written in all the ways that Ansible takes") {
    for (const Value& yes : List{true, 1, 1.0, "yes", "Yes", "on", "1", "true", "TRUE", "y", "t", " yes "})
        CHECK(as_json(ArgumentType::boolean, yes) == "true");
    for (const Value& no : List{false, 0, "no", "off", "0", "False", "n", "f"})
        CHECK(as_json(ArgumentType::boolean, no) == "false");
    CHECK(mismatch(of_type(ArgumentType::boolean), "maybe") ==
          "expected a boolean (yes or no), found \"maybe\"");
    CHECK(mismatch(of_type(ArgumentType::boolean), 2) == "expected a boolean (yes or no), found 2");
}

TEST_CASE("text that is a number stands for it, other text does not") {
    CHECK(as_json(ArgumentType::integer, "80") == "80");
    CHECK(as_json(ArgumentType::integer, " -7 ") == "-7");
    CHECK(as_json(ArgumentType::real, "0.5") == "0.5");
    CHECK(mismatch(of_type(ArgumentType::integer), "80a") == "expected an integer, found \"80a\"");
    CHECK(mismatch(of_type(ArgumentType::integer), 1.5) == "expected an integer, found 1.5");
    CHECK(mismatch(of_type(ArgumentType::integer), List{}) == "expected an integer, found a list");
}

TEST_CASE("anything becomes text where text is wanted, as Python writes it") {
    CHECK(as_json(ArgumentType::text, 80) == "\"80\"");
    CHECK(as_json(ArgumentType::text, true) == "\"True\"");
    CHECK(as_json(ArgumentType::text, List{"a", 1}) == "\"['a', 1]\"");
}

TEST_CASE("an integer mode is what YAML made of an octal number") {
    CHECK(as_json(ArgumentType::mode, 420) == "\"0644\"");
    CHECK(as_json(ArgumentType::mode, "u=rw,g-w") == "\"u=rw,g-w\"");
    CHECK(mismatch(of_type(ArgumentType::mode), true) ==
          "expected a mode (\"0644\" or \"u=rw,go=r\"), found True");
}

TEST_CASE("a list may be written with commas, and its items are converted") {
    Argument ports = of_type(ArgumentType::list);
    ports.items = ArgumentType::integer;
    CHECK(to_json(converted(ports, "80,443")) == "[80, 443]");
    CHECK(to_json(converted(ports, 80)) == "[80]");
    CHECK(mismatch(ports, "80,http") == "item 2: expected an integer, found \"http\"");
    CHECK(as_json(ArgumentType::list, "") == "[]");
    CHECK(mismatch(ports, true) == "expected a list, found True");
}

TEST_CASE("a mapping may be written as JSON, as Python or as key=value") {
    CHECK(as_json(ArgumentType::map, "{\"a\": 1}") == "{\"a\": 1}");
    CHECK(as_json(ArgumentType::map, "{'a': True, 'b': [1, None]}") == "{\"a\": true, \"b\": [1, null]}");
    CHECK(as_json(ArgumentType::map, "a=1, b='two words'") == "{\"a\": \"1\", \"b\": \"two words\"}");
    CHECK(mismatch(of_type(ArgumentType::map), "{a") == "expected a mapping, found \"{a\"");
}

TEST_CASE("a word outside the table gets the nearest one as a hint") {
    Argument state = of_type(ArgumentType::text);
    state.choices = {"absent", "directory", "file"};
    CHECK(mismatch(state, "dirctory") ==
          "expected one of absent, directory, file, found \"dirctory\"; did you mean \"directory\"?");
    CHECK(mismatch(state, "zzz") == "expected one of absent, directory, file, found \"zzz\"");
}

TEST_CASE("a boolean stands for the one word of the table that means the same") {
    Argument ssl = of_type(ArgumentType::text);
    ssl.choices = {"yes", "no", "prefer"};
    CHECK(converted(ssl, true) == Value("yes"));
    CHECK(converted(ssl, false) == Value("no"));
}

TEST_CASE("secrets stay secrets and never stand in a message") {
    CHECK(converted(of_type(ArgumentType::secret), "hunter2").is_secret());
    CHECK(converted(of_type(ArgumentType::text), Value::secret("hunter2")).is_secret());
    CHECK(mismatch(of_type(ArgumentType::integer), Value::secret("hunter2")) ==
          "expected an integer, found a secret");
    const Value list = converted(of_type(ArgumentType::list), Value::secret("one,two"));
    CHECK(list.as_list().at(1).is_secret());
}
