#include "tests/interpreter/template/TemplateFiles.hpp"

#include <catch2/catch.hpp>

namespace interpreter {

TEST_CASE("names are replaced, and nothing is escaped") {
    TemplateFiles files({{"name", "a & <b>"}, {"server", Map{{"port", 80}}}});
    CHECK(files.text("t.mustache", "{{name}} {{{name}}} {{&name}} {{ server.port }}\n") ==
          "a & <b> a & <b> a & <b> 80\n");
}

TEST_CASE("numbers of any size are written as they are") {
    TemplateFiles files({{"zero", 0}, {"large", 12345678901}, {"real", 2.5}, {"negative", -1}});
    CHECK(files.text("t.mustache", "{{zero}} {{large}} {{real}} {{negative}}") == "0 12345678901 2.5 -1");
}

TEST_CASE("a section runs for each item, or once for what is true") {
    TemplateFiles files({{"items", List{"a", "b"}},
                         {"users", List{Map{{"name", "bob"}}, Map{{"name", "eve"}}}},
                         {"on", true},
                         {"server", Map{{"port", 80}}}});
    CHECK(files.text("t.mustache", "{{#items}}<{{.}}>{{/items}}") == "<a><b>");
    CHECK(files.text("t.mustache", "{{#users}}{{name}} {{on}},{{/users}}") == "bob true,eve true,");
    CHECK(files.text("t.mustache", "{{#on}}yes{{/on}}{{^on}}no{{/on}}") == "yes");
    CHECK(files.text("t.mustache", "{{#server}}{{port}}{{/server}}") == "80");
}

TEST_CASE("null, false, 0, empty text, lists and mappings are false") {
    TemplateFiles files(
        {{"nothing", Value()}, {"off", false}, {"zero", 0}, {"text", ""}, {"list", List{}}, {"map", Map{}}});
    for (const std::string name : {"nothing", "off", "zero", "text", "list", "map"}) {
        INFO(name);
        CHECK(files.text("t.mustache", "{{#" + name + "}}yes{{/" + name + "}}{{^" + name + "}}no{{/" + name +
                                           "}}") == "no");
    }
}

TEST_CASE("tags that stand alone on a line leave no line behind") {
    TemplateFiles files({{"items", List{"a", "b"}}});
    CHECK(files.text("t.mustache", "begin\n{{#items}}\n  {{.}}\n{{/items}}\n{{! a remark }}\nend\n") ==
          "begin\n  a\n  b\nend\n");
}

TEST_CASE("delimiters can be changed") {
    TemplateFiles files({{"name", "x"}});
    CHECK(files.text("t.mustache", "{{=<% %>=}}<% name %> {{ name }}<%={{ }}=%> {{name}}") ==
          "x {{ name }} x");
}

TEST_CASE("partials stand beside the template, and may name themselves") {
    TemplateFiles files(
        {{"name", "x"}, {"tree", Map{{"value", 1}, {"next", Map{{"value", 2}, {"next", false}}}}}});
    files.write("part.mustache", "[{{name}}]");
    files.write("node.mustache", "{{value}}{{#next}} {{> node}}{{/next}}");
    CHECK(files.text("t.mustache", "{{> part}}{{#tree}}{{> node}}{{/tree}}") == "[x]1 2");
}

TEST_CASE("variables of a Mustache file may be templates, also inside lists and mappings") {
    TemplateFiles files({{"port", 80}});
    files.set("address", files.written("host:{{ port }}"));
    files.set("servers", List{Map{{"name", files.written("web{{ 1 + 1 }}")}}});
    CHECK(files.text("t.mustache", "{{address}} {{#servers}}{{name}}{{/servers}}") == "host:80 web2");
}

TEST_CASE("a secret that is written makes the file secret") {
    TemplateFiles files({{"password", Value::secret("hunter22")}, {"name", "x"}});
    files.write("t.mustache", "{{name}}");
    CHECK_FALSE(files.render("t.mustache").secret);
    files.write("t.mustache", "{{#password}}{{password}}{{/password}}");
    CHECK(files.render("t.mustache").secret);
    CHECK(files.render("t.mustache").text == "hunter22");
}

TEST_CASE("every undefined name of a Mustache file is told at once") {
    TemplateFiles files(
        {{"port", 80}, {"server", Map{{"address", "x"}}}, {"users", List{Map{{"name", "bob"}}}}});
    CHECK(files.error("t.mustache", "a {{prot}}\n{{server.adress}}\n{{#missing}}{{/missing}}\n") ==
          R"(t.mustache:1:3: error: 'prot' is undefined
  1 | a {{prot}}
    |   ^~~~~~~~
t.mustache:2:1: note: also: 'server.adress' is undefined
  2 | {{server.adress}}
    | ^~~~~~~~~~~~~~~~~
t.mustache:3:1: note: also: 'missing' is undefined
  3 | {{#missing}}{{/missing}}
    | ^~~~~~~~~~~~
  = hint: did you mean 'port'?
)");
    CHECK(files.error("t.mustache", "{{#users}}\n{{nmae}}\n{{/users}}\n") ==
          R"(t.mustache:2:1: error: 'nmae' is undefined
  2 | {{nmae}}
    | ^~~~~~~~
  = hint: did you mean 'name'?
)");
}

TEST_CASE("what a section that stays closed holds need not be defined") {
    TemplateFiles files({{"off", false}});
    CHECK(files.text("t.mustache", "{{#off}}{{missing}}{{/off}}.") == ".");
}

TEST_CASE("a list is no text") {
    TemplateFiles files({{"items", List{1}}});
    CHECK(files.error("t.mustache", "{{items}}") ==
          R"(t.mustache:1:1: error: 'items' is a list, which cannot be written as text
  1 | {{items}}
    | ^~~~~~~~~
  = hint: open it with {{#items}}, or compute the text under 'vars:'
)");
}

TEST_CASE("mistakes in the syntax of a Mustache file are found before a run") {
    TemplateFiles files;
    CHECK(
        files.findings("t.mustache", "{{#a}}\n{{#b}}{{/a}}\n{{/c}}\n{{> nowhere}}\n{{x | upper}}\n{{open") ==
        R"(t.mustache:2:7: error: 'a' is closed where 'b' is open
  2 | {{#b}}{{/a}}
    |       ^~~~~~
t.mustache:2:1: note: it was opened here
  2 | {{#b}}{{/a}}
    | ^~~~~~
t.mustache:3:1: error: 'c' is closed where 'a' is open
  3 | {{/c}}
    | ^~~~~~
t.mustache:1:1: note: it was opened here
  1 | {{#a}}
    | ^~~~~~
t.mustache:5:1: error: 'x | upper' is no name
  5 | {{x | upper}}
    | ^~~~~~~~~~~~~
  = hint: Mustache holds names only; compute it under 'vars:'
t.mustache:6:1: error: '{{' is never closed
  6 | {{open
    | ^~
  = hint: add '}}'
t.mustache:4:1: error: there is no partial 'nowhere'
  4 | {{> nowhere}}
    | ^~~~~~~~~~~~~
  = hint: it would be nowhere.mustache
)");
    CHECK(files.findings("t.mustache", "{{#a}}\nx\n") ==
          R"(t.mustache:1:1: error: the section 'a' is never closed
  1 | {{#a}}
    | ^~~~~~
  = hint: add {{/a}}
)");
    CHECK(files.findings("t.mustache", "{{name}}\n") == "");
}

TEST_CASE("a partial without an end is an error") {
    TemplateFiles files;
    files.write("again.mustache", "x{{> again}}");
    CHECK(files.error("t.mustache", "{{> again}}") ==
          R"(again.mustache:1:2: error: the partial 'again' stands in itself more than 100 deep
  1 | x{{> again}}
    |  ^~~~~~~~~~~
  = hint: a section around it must come to an end
)");
}

TEST_CASE("what may be shown of a Mustache file has dots for secrets, and the same sections") {
    TemplateFiles files({{"password", Value::secret("hunter22")},
                         {"none", Value::secret("")},
                         {"users", List{Map{{"name", "a"}, {"key", Value::secret("k1")}}}}});
    files.set("url", files.written("rabbit://{{ password }}@host"));
    files.write("t.mustache", "{{#password}}p = {{password}}{{/password}}{{^none}} none{{/none}}\n"
                              "{{#users}}{{name}} {{key}}\n{{/users}}u = {{url}}\n");
    const RenderedFile file = files.render("t.mustache");
    const std::string dots(modules::masked_secret);
    CHECK(file.secret);
    CHECK(file.text == "p = hunter22 none\na k1\nu = rabbit://hunter22@host\n");
    CHECK(file.shown == "p = " + dots + " none\na " + dots + "\nu = " + dots + "\n");
}

}  // namespace interpreter
