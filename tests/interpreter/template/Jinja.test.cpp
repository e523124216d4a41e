#include "tests/interpreter/template/TemplateFiles.hpp"

#include <catch2/catch.hpp>

namespace interpreter {

TEST_CASE("a Jinja file is text, whatever it looks like") {
    TemplateFiles files({{"items", List{1, 2}}, {"flag", true}});
    CHECK(files.text("t.j2", "{{ items }}") == "[1, 2]");
    CHECK(files.text("t.j2", "{{ flag }}\n") == "True\n");
    CHECK(files.text("t.conf", "{% for i in items %}\nitem {{ i }}\n{% endfor %}\n") == "item 1\nitem 2\n");
    CHECK(files.text("t.j2", "a\n\n\n") == "a\n\n\n");
    CHECK(files.text("t.j2", "") == "");
}

TEST_CASE("backslashes in a Jinja file are escapes") {
    TemplateFiles files({{"name", "web01"}});
    CHECK(files.text("t.j2", R"({{ 'a\tb' }}|{{ name | regex_replace('(\\d+)', '<\\1>') }})") ==
          "a\tb|web<01>");
}

TEST_CASE("templates include and import others that stand beside them") {
    TemplateFiles files({{"name", "web"}});
    files.write("part.j2", "part of {{ name }}{{ local | default('') }}\n");
    files.write("macros.j2",
                "{% macro line(key, value) %}{{ key }}={{ value }}{% endmacro %}\n{% set size = 3 %}\n");
    CHECK(files.text("t.j2", "{% set local = '!' %}{% include 'part.j2' %}\nend\n") == "part of web!end\n");
    CHECK(files.text("t.j2", "{% import 'macros.j2' as m %}{{ m.line('a', 1) }} {{ m.size }}\n") ==
          "a=1 3\n");
    CHECK(files.text("t.j2", "{% from 'macros.j2' import line as l %}{{ l('b', 2) }}\n") == "b=2\n");
    CHECK(files.text("t.j2", "{% include 'nowhere.j2' ignore missing %}x") == "x");
    CHECK(files.text("t.j2", "{% include ['nowhere.j2', 'part.j2'] %}") == "part of web");
}

TEST_CASE("a template may be read with other marks and other trimming") {
    TemplateFiles files({{"name", "web"}, {"flag", true}});
    files.write("t.j2", "{{ name }} [[ name ]] [# gone #]\n[% if flag -%]\n  yes\n[% endif %]\nend\n");
    TemplateStyle style = template_file_style();
    style.marks = {"[[", "]]", "[%", "%]", "[#", "#]"};
    CHECK(files.render("t.j2", style).text == "{{ name }} web yes\nend\n");
    files.write("t.j2", "a\n  {% if flag %}\nb\n  {% endif %}\nc\n");
    style = template_file_style();
    style.trim_blocks = false;
    CHECK(files.render("t.j2", style).text == "a\n  \nb\n  \nc\n");
    style = template_file_style();
    style.lstrip_blocks = true;
    CHECK(files.render("t.j2", style).text == "a\nb\nc\n");
}

TEST_CASE("an inline if without else is nothing where its condition is false") {
    TemplateFiles files({{"items", List{1, 2}}});
    CHECK(files.text("t.j2", "{% for i in items %}{{ i }}{{ ',' if not loop.last }}{% endfor %}") == "1,2");
    CHECK(files.text("t.j2", "{% set x = 'a' if false %}[{{ x }}]{{ x | default('d') }}") == "[]d");
}

TEST_CASE("an error in an included file points into that file") {
    TemplateFiles files({{"port", 80}});
    files.write("part.j2", "ok\n{{ prot }}\n");
    CHECK(files.error("t.j2", "{% include 'part.j2' %}\n") == R"(part.j2:2:4: error: 'prot' is undefined
  2 | {{ prot }}
    |    ^~~~
  = hint: did you mean 'port'?
)");
    CHECK(files.error("t.j2", "x\n  {% include 'nowhere.j2' %}\n") ==
          R"(t.j2:2:3: error: there is no template 'nowhere.j2'
  2 |   {% include 'nowhere.j2' %}
    |   ^~~~~~~~~~~~~~~~~~~~~~~~~~
  = hint: it is looked for beside this template, then in the directories of templates
)");
}

TEST_CASE("a file that includes itself is an error") {
    TemplateFiles files;
    CHECK(files.error("t.j2", "{% include 't.j2' %}") ==
          R"(t.j2:1:1: error: templates include each other more than 50 deep
  1 | {% include 't.j2' %}
    | ^~~~~~~~~~~~~~~~~~~~
)");
}

TEST_CASE("a Jinja file that a secret went into is secret") {
    TemplateFiles files({{"password", Value::secret("hunter22")}, {"name", "x"}});
    files.write("t.j2", "password = {{ password | upper }}\n");
    CHECK(files.render("t.j2").secret);
    CHECK(files.render("t.j2").text == "password = HUNTER22\n");
    const std::string dots(modules::masked_secret);
    CHECK(files.render("t.j2").shown == "password = " + dots + "\n");
    files.write("t.j2", "a {{ name }}\n{% for i in [1, 2] %}\n{{ i }}{{ password }}b\n{% endfor %}\n{{ name }}{{ [password] }}\n");
    CHECK(files.render("t.j2").shown == "a x\n1" + dots + "b\n2" + dots + "b\nx" + dots + "\n");
    files.write("t.j2", "name = {{ name }}\n");
    CHECK_FALSE(files.render("t.j2").secret);
}

TEST_CASE("unknown filters of a Jinja file are warnings, its syntax is an error") {
    TemplateFiles files;
    CHECK(files.findings("t.j2", "{{ x | uper }}\n") == R"(t.j2:1:8: warning: unknown filter 'uper'
  1 | {{ x | uper }}
    |        ^~~~
  = hint: did you mean 'upper'?
)");
    CHECK(files.findings("t.j2", "a\n{% if x %}\n") == R"(t.j2:2:1: error: '{% if %}' is never closed
  2 | {% if x %}
    | ^~~~~~~~~~
  = hint: add '{% endif %}'
)");
}

}  // namespace interpreter
