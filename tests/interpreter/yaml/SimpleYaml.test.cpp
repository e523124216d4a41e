#include "interpreter/yaml/SimpleYaml.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace interpreter;

namespace {

std::string at(Position position) {
    return '@' + std::to_string(position.line) + ':' + std::to_string(position.column) + ' ';
}

/// Everything that a tree holds.
std::string described(const YamlNode& node) {
    std::string text =
        at(node.position) + std::string(shape_name(node)) + ' ' + node.tag + (node.quoted ? "quoted " : "");
    if (node.is_scalar() || node.is_null()) text += '<' + node.source + "> " + at(node.scalar.position());
    for (const YamlNode& item : node.items)
        text += "- " + described(item);
    for (const YamlEntry& entry : node.entries)
        text += '{' + entry.key + at(entry.key_position) + described(entry.value) + '}';
    return text;
}

bool is_simple(const std::string& text) {
    return read_simple_yaml(YamlText(1, text)).has_value();
}

/// Both ways of reading: a second document keeps the simple one away.
void check_both_ways(const std::string& text) {
    INFO(text);
    const std::optional<YamlNode> simple = read_simple_yaml(YamlText(1, text));
    REQUIRE(simple);
    SourceFiles files;
    Diagnostics diagnostics;
    const std::vector<YamlNode> documents =
        load_yaml(files, files.add("a", text + "\n---\nx\n"), diagnostics);
    CHECK(diagnostics.all().empty());
    REQUIRE(documents.size() == 2);
    CHECK(described(*simple) == described(documents.front()));
}

}  // namespace

TEST_CASE("simple YAML is read as yaml-cpp reads it") {
    check_both_ways("a: 1\nb: yes\nc: text with words\nd: 0644\ne: 1.5\nf: ~\ng: null\nh:\n");
    check_both_ways(
        "---\n# remark\na: 1  # remark\nb: x#y\n\nc: 'it, is: [quoted] # x'  # remark\nd: \"{{ x }}\"\n");
    check_both_ways("a:\n  b:\n    c: 1\n    d:\n  e: 2\nf: 3\n");
    check_both_ways("a:\n- one\n- 2\nb:\n  - 'three'\n  -    four  # remark\nc: x\n");
    check_both_ways(
        "on: 1\nnull: 2\na-b.c: 3\n_x: 4\nurl: http://a.b:80/c?d=e&f\npath: /usr/bin\nrange: 1:30\n");
    check_both_ways(
        "a: say \"hello\" to [all] {of} them, it's & * ! | > % @\nb: $x\nc: (y)\nd: -5\ne: -flag\nf: ~x\n");
    check_both_ways("a:\n\n  # remark\n\n  b: 1\n");
    check_both_ways("a:   spaced   \nb: ''\nc: \"\"\n");
    check_both_ways("a:  # remark\n  b: 1\nc:  # remark\nd: 2");
}

TEST_CASE("every word of the table of scalars is the same both ways") {
    std::ifstream table("tests/interpreter/yaml/scalars.tsv");
    std::string line;
    int simple = 0;
    while (std::getline(table, line)) {
        const std::string text = "key: " + line.substr(0, line.find('\t')) + '\n';
        if (!is_simple(text)) continue;
        check_both_ways(text);
        ++simple;
    }
    CHECK(simple > 200);
}

TEST_CASE("what is not simple is left to yaml-cpp") {
    for (const char* text : {"",
                             "# remark\n",
                             "- a\n",
                             "text\n",
                             "a: 1\na: 2\n",
                             "a: 1\n b: 2\n",
                             "a:\n  b: 1\n c: 2\n",
                             "a: b: c\n",
                             "a: b:\n",
                             "a: [1]\n",
                             "a: {b: 1}\n",
                             "a: &x 1\n",
                             "a: *x\n",
                             "a: !vault x\n",
                             "a: |\n  x\n",
                             "a: 'open\n",
                             "a: 'it''s'\n",
                             "a: \"x\\n\"\n",
                             "a: 'x' y\n",
                             "a: 'x'# y\n",
                             "a:\tb\n",
                             "a: b\r\n",
                             "a: one\n  two\n",
                             "a: größe\n",
                             "größe: 1\n",
                             "a: 1\n---\nb: 1\n",
                             "a: 1\n...\n",
                             "? a\n",
                             "'a': 1\n",
                             "<<: 1\n",
                             "a: - b\n",
                             "a:\n- b: c\n",
                             "a:\n- b\n  c\n",
                             "a:\n-\n",
                             "a:\n- - b\n",
                             "a: x\n- y\n",
                             " a: 1\n",
                             "a:b\n",
                             "a :b\n",
                             "a: {{ x }}\n",
                             "a: @x\n",
                             "a: ,x\n",
                             "a:\n  - b\n c: 1\n",
                             "a:\n - b\n  - c\n",
                             "%YAML 1.1\n---\na: 1\n",
                             "--- a: 1\n"}) {
        INFO(text);
        CHECK_FALSE(is_simple(text));
    }
}
