#include "interpreter/yaml/YamlNode.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

struct Loaded {
    SourceFiles files;
    Diagnostics diagnostics;
    YamlNode node;

    explicit Loaded(const std::string& text, DuplicateKeys duplicate_keys = DuplicateKeys::warning) {
        files.set_duplicate_keys(duplicate_keys);
        node = load_yaml_document(files, files.add("a.yml", text), diagnostics);
    }
    [[nodiscard]] std::string findings() const {
        std::string text;
        for (const Diagnostic& found : diagnostics.all())
            text += render(found, files, Colour::never);
        return text;
    }
    [[nodiscard]] std::string json() const {
        return findings() + modules::to_json(to_value(node, nullptr), 0, modules::SecretStyle::revealed);
    }
};

std::string json(const std::string& text) {
    return Loaded(text).json();
}

Position place_of(const std::string& text, std::string_view key) {
    const Loaded loaded(text);
    return loaded.node.find(key)->value.scalar.position();
}

}  // namespace

TEST_CASE("a document becomes a tree that keeps the order of keys") {
    CHECK(json("b: 1\na: [x, {y: no}]\nc:\n  - 0644\n  - '0644'\n") ==
          R"({"b": 1, "a": ["x", {"y": false}], "c": [420, "0644"]})");
    CHECK(json("") == "null");
    CHECK(json("# nothing\n---\n") == "null");
    CHECK(json("\xEF\xBB\xBF"
               "a: 1\n") == R"({"a": 1})");
    CHECK(json("a: 1\r\nb: |\r\n  x\r\n  y\r\n") == "{\"a\": 1, \"b\": \"x\\ny\\n\"}");
}

TEST_CASE("JSON is YAML too, whatever it is indented with") {
    CHECK(json("{\n\t\"a\": [1, 2.5, null],\n\t\"b\": {\"c\": \"\\u00e9\\/\"}\n}\n") ==
          R"({"a": [1, 2.5, null], "b": {"c": "é/"}})");
}

TEST_CASE("keys are text as Python writes them") {
    CHECK(json("on: a\n1: b\n0x10: c\n~: d\n1.50: e\n'yes': f\n2020-01-01: g\n") ==
          R"({"True": "a", "1": "b", "16": "c", "None": "d", "1.5": "e", "yes": "f", "2020-01-01": "g"})");
}

TEST_CASE("scalars keep the characters they were written with") {
    const Loaded loaded("mode: 0644\nquoted: 'yes'\ntilde: ~\nempty:\n");
    CHECK(loaded.node.find("mode")->value.source == "0644");
    CHECK_FALSE(loaded.node.find("mode")->value.quoted);
    CHECK(loaded.node.find("quoted")->value.quoted);
    CHECK(loaded.node.find("tilde")->value.source == "~");
    CHECK(loaded.node.find("empty")->value.source.empty());
    CHECK(loaded.node.find("nothing") == nullptr);
}

TEST_CASE("an empty value stands at its key, and an empty item at its dash") {
    const Loaded loaded("a:\n  first:\n\n  # remark\n  second: 1\nb:\n  -\n  - x\n");
    CHECK(loaded.node.find("a")->value.find("first")->value.position == Position{1, 2, 3});
    CHECK(loaded.node.find("b")->value.items[0].position == Position{1, 7, 3});
}

TEST_CASE("text knows where its first character stands") {
    CHECK(place_of("a: plain\n", "a") == Position{1, 1, 4});
    CHECK(place_of("a: 'quoted'\n", "a") == Position{1, 1, 5});
    CHECK(place_of("a: !unsafe 'quoted'\n", "a") == Position{1, 1, 13});
    CHECK(place_of("a: &x value\n", "a") == Position{1, 1, 7});
    CHECK(place_of("größe: ja?\n", "größe") == Position{1, 1, 8});
    CHECK(place_of("k:\n  # remark\n  text\n", "k") == Position{1, 3, 3});
}

TEST_CASE("any character of a block can be found again") {
    const std::string text = "a: |  # remark\n\n    one\n    two {{ x }}\n";
    const Loaded loaded(text);
    const Value& value = loaded.node.find("a")->value.scalar;
    CHECK(value.as_text() == "\none\ntwo {{ x }}\n");
    CHECK(loaded.node.find("a")->value.position == Position{1, 1, 4});
    CHECK(advanced(value.position(), value.as_text(), value.as_text().find("{{")) == Position{1, 4, 9});
}

TEST_CASE("merge keys give what the mapping does not say itself, the first source before the second") {
    CHECK(
        json("one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  c: 3\n  <<: [*one, *two]\n  d: 4\n") ==
        R"({"one": {"a": 1, "b": 1}, "two": {"b": 2, "c": 2}, "all": {"b": 1, "c": 3, "a": 1, "d": 4}})");
    CHECK(json("x: &x {a: 1}\ny: {<<: *x}\nz: {'<<': 1}\n") ==
          R"({"x": {"a": 1}, "y": {"a": 1}, "z": {"<<": 1}})");
}

TEST_CASE("an alias repeats what its anchor marked, place included") {
    const Loaded loaded("a: &x [1, text]\nb: *x\n");
    CHECK(loaded.json() == R"({"a": [1, "text"], "b": [1, "text"]})");
    CHECK(loaded.node.find("b")->value.items[1].position == Position{1, 1, 11});
}

TEST_CASE("aliases of aliases are refused before they fill the memory") {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level <= 9; ++level) {
        const std::string before = "*a" + std::to_string(level - 1);
        text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
        for (int copy = 0; copy < 10; ++copy)
            text += before + (copy < 9 ? ", " : "]\n");
    }
    const Loaded loaded(text);
    CHECK(loaded.findings() == "a.yml:6:45: error: aliases make this file larger than a million values\n"
                               "  6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]\n"
                               "    |                                             ^\n"
                               "  = hint: write out what is needed; aliases of aliases multiply\n");
}

TEST_CASE("nesting without end is refused") {
    const Loaded loaded(std::string(100000, '['));
    REQUIRE(loaded.diagnostics.all().size() == 1);
    CHECK(loaded.diagnostics.all()[0].message == "lists and mappings are nested too deeply here");
}

TEST_CASE("a key that stands twice is a warning, an error or nothing, as configured") {
    CHECK(Loaded("a: 1\nb: 2\na: 3\n").json() == "a.yml:3:1: warning: key 'a' stands twice in this mapping\n"
                                                 "  3 | a: 3\n"
                                                 "    | ^\n"
                                                 "a.yml:1:1: note: it stands here already\n"
                                                 "  1 | a: 1\n"
                                                 "    | ^\n"
                                                 "  = hint: the last one is used; remove the other\n"
                                                 "{\"a\": 3, \"b\": 2}");
    CHECK(Loaded("a: 1\na: 3\n", DuplicateKeys::error).diagnostics.has_errors());
    CHECK(Loaded("a: 1\na: 3\n", DuplicateKeys::ignored).json() == R"({"a": 3})");
    std::string many;
    for (int key = 0; key < 40; ++key)
        many += "k" + std::to_string(key) + ": 0\n";
    CHECK(Loaded(many).diagnostics.all().empty());
    CHECK(Loaded(many + "k3: 1\n").diagnostics.all().size() == 1);
}

TEST_CASE("tags choose the type") {
    CHECK(json("[!!str 1, !!int '5', !!float 1, !!bool 'no', !!null '', !!binary aGkh, !!timestamp "
               "2020-01-01]") == R"(["1", 5, 1.0, false, null, "hi!", "2020-01-01"])");
    CHECK(json("!!map {a: !!seq [1]}") == R"({"a": [1]})");
    const Loaded loaded("a: !vault |\n  one\n");
    CHECK(loaded.node.find("a")->value.tag == "!vault");
    CHECK(loaded.node.find("a")->value.source == "one\n");
}

TEST_CASE("unsafe text is never a template, also deep inside") {
    const Loaded loaded("a: !unsafe '{{ x }}'\nb: !unsafe [{c: '{{ y }}'}]\nd: '{{ z }}'\n");
    const Value value = to_value(loaded.node, nullptr);
    CHECK_FALSE(value.get("a")->position().known());
    CHECK_FALSE(value.get("b")->as_list()[0].get("c")->position().known());
    CHECK(value.get("d")->position().known());
}

TEST_CASE("what a vault holds is opened and becomes a secret") {
    const Loaded loaded("a: !vault cipher\n");
    const Value value =
        to_value(loaded.node, [](const std::string& text, Position) { return text + " opened"; });
    CHECK(value.get("a")->is_secret());
    CHECK(value.get("a")->as_text() == "cipher opened");
    CHECK_THROWS_WITH(to_value(loaded.node, nullptr),
                      "this value is encrypted and no vault password was given");
}

TEST_CASE("several documents are all returned where several are allowed") {
    SourceFiles files;
    Diagnostics diagnostics;
    CHECK(load_yaml(files, files.add("a", "---\na: 1\n...\n---\nb: 2\n---\n"), diagnostics).size() == 3);
    CHECK(diagnostics.all().empty());
}
