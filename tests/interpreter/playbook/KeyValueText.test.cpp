#include "interpreter/playbook/KeyValueText.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

/// "key=value|key=value|rest" with the values as they came out.
std::string parsed(const std::string& text, PairWords words) {
    std::string shown;
    const KeyValueText result = parse_key_values(Value::written(text, {1, 1, 1}), words);
    for (const KeyValueText::Pair& pair : result.pairs)
        shown += pair.key + "=" + pair.value.as_text() + "|";
    return shown + (result.rest.is_null() ? "" : result.rest.as_text());
}

struct Case {
    const char* text;
    const char* expected;
};

}  // namespace

// Answers of ansible-core's parse_kv.
TEST_CASE("pairs are split as Ansible splits them") {
    const Case cases[] = {
        {"src=a dest=b", "src=a|dest=b|"},
        {"src=\"a b\" dest='c d'", "src=a b|dest=c d|"},
        {"msg={{ a b }} x=1", "msg={{ a b }}|x=1|"},
        {"a=1  b=2", "a=1|b=2|"},
        {"name={{ x | default(\"y z\") }}", "name={{ x | default(\"y z\") }}|"},
        {"hello there", "hello there"},
        {"a=b=c", "a=b=c|"},
        {"a\\=b c=d", "c=d|a=b"},
        {"x=\"a\\\"b\"", "x=a\"b|"},
        {"msg=\"a\\nb\"", "msg=a\nb|"},
        {"msg=a\\tb", "msg=a\tb|"},
        {"path=C:\\\\x", "path=C:\\x|"},
        {"u=\\u00e9\\x41", "u=éA|"},
        {"a=", "a=|"},
        {"=b", "=b"},
        {"\"quoted=yes\"", "\"quoted=yes\"|"},
        {"a=\"b\"c", "a=\"b\"c|"},
        {"msg=hello world", "msg=hello|world"},
        {"{{ args }}", "{{ args }}"},
        {"a='{{ x }}'", "a={{ x }}|"},
        {"a=1\nb=2", "a=1|b=2|"},
        {"x={% if a %}b c{% endif %} y=2", "x={% if a %}b|y=2|c{% endif %}"},
        {"a=\"x=y\"", "a=x=y|"},
    };
    for (const Case& tried : cases) {
        INFO(tried.text);
        CHECK(parsed(tried.text, PairWords::all) == tried.expected);
    }
}

TEST_CASE("of a command line only its options are taken") {
    const Case cases[] = {
        {"ls -l", "ls -l"},
        {"echo a=b creates=/tmp/x", "creates=/tmp/x|echo a=b"},
        {"creates=/x ls", "creates=/x|ls"},
        {"echo \"a b\" chdir=/tmp", "chdir=/tmp|echo \"a b\""},
        {"echo  two   spaces", "echo  two   spaces"},
        {"echo a\n  echo b\n", "echo a\n  echo b\n"},
        {"cat <<EOF\nx=1\nEOF", "cat <<EOF\nx=1\nEOF"},
        {"echo {{ x y }} removes=\"/a b\"", "removes=/a b|echo {{ x y }}"},
        {"awk \"{print $1}\" f", "awk \"{print $1}\" f"},
        {"echo a\\=b", "echo a=b"},
        {"warn=no echo", "warn=no|echo"},
        {"echo \\\n  continued", "echo  continued"},
        {"echo a \\\nb", "echo a b"},
        {"echo a \\\n\\\nb", "echo a b"},
        {"echo a \\ b", "echo a b"},
        {"echo a \\ b\nc", "echo a b c"},
        {"echo a\n\\ b", "echo a\nb"},
        {"\\ echo a", "echo a"},
        {"echo a chdir=/tmp \\ b", "chdir=/tmp|echo a b"},
        {"echo 'a \\ b'", "echo 'a \\ b'"},
        {"sed s/a=b/c/ executable=/bin/bash", "executable=/bin/bash|sed s/a=b/c/"},
        {"echo \\\"x\\\"", "echo \\\"x\\\""},
        {"stdin=abc cat", "stdin=abc|cat"},
    };
    for (const Case& tried : cases) {
        INFO(tried.text);
        CHECK(parsed(tried.text, PairWords::options_of_commands) == tried.expected);
    }
}

TEST_CASE("a value knows its place") {
    const KeyValueText result =
        parse_key_values(Value::written("src=a dest={{ b }}\nmore", {1, 4, 11}), PairWords::all);
    REQUIRE(result.pairs.size() == 2);
    CHECK(result.pairs[1].position == Position{1, 4, 17});
    CHECK(result.pairs[1].value.position() == Position{1, 4, 22});
    CHECK(result.rest.position() == Position{1, 5, 11});
}

TEST_CASE("what is never closed is an error with its place") {
    for (const char* text : {"src='a dest=b", "msg={{ a", "a {% if x", "echo it's"}) {
        INFO(text);
        CHECK_THROWS_AS(parse_key_values(Value::written(text, {1, 1, 1}), PairWords::all), DiagnosticError);
    }
}
