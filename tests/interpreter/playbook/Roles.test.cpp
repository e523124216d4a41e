#include "tests/interpreter/playbook/LoadedPlaybook.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

using Words = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

std::string task(const std::string& name) {
    return "- name: " + name + "\n  command: " + name + "\n";
}

std::string text(const Variables& variables, const char* name) {
    const Variable* found = variables ? variables->find(name) : nullptr;
    return found != nullptr ? found->value.as_text() : "(nothing)";
}

}  // namespace

TEST_CASE("a role brings its files") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", R"(
- hosts: all
  roles:
    - role: web
      web_port: "8080"
      vars: {own: entry, weak: entry}
      when: wanted
      tags: [web]
      become: true
)"},
              {"roles/web/tasks/main.yml", task("installed")},
              {"roles/web/handlers/main.yml", "- name: restart web\n  command: restart\n"},
              {"roles/web/defaults/main.yml", "default: a\n"},
              {"roles/web/vars/main/one.yml", "weak: one\n"},
              {"roles/web/vars/main/two.yml", "strong: two\n"},
              {"roles/web/meta/main.yml", "needs: [base]\ngalaxy_info: {author: x}\n"},
              {"roles/web/meta/argument_specs.yml",
               "argument_specs:\n  main:\n    options: {port: {type: int}}\n"}});
    CHECK(loaded.findings().empty());
    REQUIRE(loaded.play().roles.size() == 1);
    const Role& role = *loaded.play().roles[0];
    CHECK(role.role_name == "web");
    CHECK(role.path == loaded.path("roles/web"));
    CHECK(text(role.variables, "web_port") == "8080");
    CHECK(role.variables_layer == Layer::role_parameters);
    CHECK(text(role.defaults, "default") == "a");
    CHECK(text(role.vars, "own") == "entry");
    CHECK(text(role.vars, "weak") == "one");
    CHECK(text(role.vars, "strong") == "two");
    REQUIRE(role.needs);
    REQUIRE(role.needs->size() == 1);
    CHECK(role.needs->front().name == "base");
    CHECK(role.needs->front().soft);
    CHECK(role.handlers.size() == 1);
    CHECK(role.argument_spec.get("options")->get("port")->text_of("type") == "int");
    const Task& installed = *tasks_in(loaded.play().role_tasks->body).at(0);
    CHECK(conditions_of(installed) == Words{"wanted"});
    CHECK(installed.tags() == Words{"web"});
    CHECK(installed.role == &role);
    CHECK(installed.find("become")->value == Value(true));
    CHECK(installed.directory == loaded.path("roles/web/tasks"));
}

TEST_CASE("dependencies run before their role, each once for equal parameters") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  roles: [app, web, {role: base, size: big}, base]\n"},
              {"roles/app/tasks/main.yml", task("app")},
              {"roles/app/meta/main.yml", "dependencies: [db, base]\n"},
              {"roles/db/tasks/main.yml", task("db")},
              {"roles/db/meta/main.yml", "dependencies: [base]\n"},
              {"roles/web/tasks/main.yml", task("web")},
              {"roles/web/meta/main.yml", "dependencies: [{role: base}]\n"},
              {"roles/base/tasks/main.yml", task("base")}});
    CHECK(loaded.findings().empty());
    const Play& play = loaded.play();
    CHECK(titles_in(play.role_tasks->body) ==
          Words{"base : base", "db : db", "app : app", "web : web", "base : base"});
    CHECK(names_of(play.roles) == Words{"base", "db", "app", "web", "base"});
    const Role& app = *play.roles[2];
    REQUIRE(app.dependencies.size() == 2);
    CHECK(app.dependencies[0] == play.roles[0].get());
    CHECK(app.dependencies[1] == play.roles[1].get());
    CHECK(play.roles[1]->parent_role == &app);
    CHECK(play.roles[3]->dependencies == std::vector<const Role*>{play.roles[0].get()});
    CHECK(text(play.roles[4]->variables, "size") == "big");
}

TEST_CASE("dependencies inherit the conditions and tags of the role that brings them") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  roles: [{role: web, when: wanted, tags: a}]\n"},
              {"roles/web/meta/main.yml", "dependencies: [{role: base, when: base_too, tags: b}]\n"},
              {"roles/base/tasks/main.yml", task("base")}});
    const Task& base = *tasks_in(loaded.play().role_tasks->body).at(0);
    CHECK(conditions_of(base) == Words{"wanted", "base_too"});
    CHECK(base.tags() == Words{"a", "b"});
}

TEST_CASE("allow_duplicates lets a role run as often as it is named") {
    const LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  roles: [twice, once, twice, once]\n"},
                                      {"roles/twice/tasks/main.yml", task("twice")},
                                      {"roles/twice/meta/main.yml", "allow_duplicates: yes\n"},
                                      {"roles/once/tasks/main.yml", task("once")}});
    CHECK(titles_in(loaded.play().role_tasks->body) ==
          Words{"twice : twice", "once : once", "twice : twice"});
}

TEST_CASE("a role that needs another is moved behind it") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  roles: [web, base, {role: last, needs: []}]\n"},
              {"roles/web/tasks/main.yml", task("web")},
              {"roles/web/meta/main.yml", "needs: [base, not_here]\n"},
              {"roles/last/tasks/main.yml", task("last")},
              {"roles/base/tasks/main.yml", task("base")}});
    CHECK(loaded.findings().empty());
    CHECK(names_of(loaded.play().roles) == Words{"base", "web", "last"});
}

TEST_CASE("import_role stands in its place with its dependencies, and runs again") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: all
  roles: [base]
  tasks:
    - command: before
    - import_role: {name: web, tasks_from: other, vars_from: other}
      when: wanted
      vars: {given: by import}
    - import_role: {name: web, tasks_from: other}
    - command: after
)"},
                                      {"roles/web/tasks/other.yml", task("web")},
                                      {"roles/web/vars/other.yml", "origin: other\n"},
                                      {"roles/web/handlers/main.yml", "- name: restart web\n  command: a\n"},
                                      {"roles/web/meta/main.yml", "dependencies: [base, extra]\n"},
                                      {"roles/extra/tasks/main.yml", task("extra")},
                                      {"roles/base/tasks/main.yml", task("base")}});
    CHECK(loaded.findings().empty());
    const Play& play = loaded.play();
    CHECK(titles_in(play.role_tasks->body) == Words{"base : base"});
    CHECK(titles_in(play.tasks->body) ==
          Words{"command", "extra : extra", "web : web", "web : web", "command"});
    CHECK(names_of(play.roles) == Words{"base", "extra", "web", "web"});
    const std::vector<const Task*> tasks = tasks_in(play.tasks->body);
    CHECK(conditions_of(*tasks[1]) == Words{"wanted"});
    CHECK(conditions_of(*tasks[2]) == Words{"wanted"});
    CHECK(conditions_of(*tasks[3]).empty());
    CHECK(text(tasks[2]->role->vars, "origin") == "other");
    CHECK(text(tasks[2]->role->variables, "given") == "by import");
    CHECK(tasks[2]->role->variables_layer == Layer::block_vars);
    CHECK(tasks[2]->role->tasks == nullptr);
}

TEST_CASE("a dependency of an imported role does not take the place of the play's own") {
    const LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  roles: [app, web]\n"},
                                      {"roles/app/tasks/main.yml", "- import_role: {name: web}\n"},
                                      {"roles/app/meta/main.yml", "dependencies: [base]\n"},
                                      {"roles/web/tasks/main.yml", task("web")},
                                      {"roles/web/meta/main.yml", "dependencies: [base]\n"},
                                      {"roles/base/tasks/main.yml", task("base")}});
    CHECK(titles_in(loaded.play().role_tasks->body) == Words{"base : base", "web : web", "web : web"});
}

TEST_CASE("roles are found beside the playbook first, then on the path, then in its directory") {
    LoadedPlaybook other(Files{{"site.yml", "- hosts: all\n"},
                               {"web/tasks/main.yml", task("elsewhere")},
                               {"far/tasks/main.yml", task("far")}});
    const LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  roles: [web, far, plain]\n"},
                                      {"roles/web/tasks/main.yml", task("near")},
                                      {"plain/tasks/main.yml", task("plain")}},
                                {{other.path("")}, nullptr});
    CHECK(loaded.findings().empty());
    CHECK(titles_in(loaded.play().role_tasks->body) == Words{"web : near", "far : far", "plain : plain"});
}

TEST_CASE("include_role gives the role and, before it, what it depends on and has not run") {
    LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  roles: [base]\n"},
                                {"roles/web/tasks/main.yml", task("web") + "- import_role: {name: inner}\n"},
                                {"roles/web/meta/main.yml", "dependencies: [base, extra]\n"},
                                {"roles/extra/tasks/main.yml", task("extra")},
                                {"roles/inner/tasks/main.yml", task("inner")},
                                {"roles/base/tasks/main.yml", task("base")}});
    Block wrapper;
    wrapper.parent = &loaded.play();
    wrapper.keywords["tags"] = {Value("applied"), {}, {}};
    Diagnostics diagnostics;
    const std::vector<std::unique_ptr<Role>> roles = loaded.loader().load_role(
        {"web", "main", "main", "main", "main", {}}, wrapper, loaded.play(), diagnostics);
    CHECK(diagnostics.all().empty());
    CHECK(names_of(roles) == Words{"extra", "web"});
    CHECK(titles_in(roles.at(1)->tasks->body) == Words{"web : web", "inner : inner"});
    CHECK(names_of(roles.at(1)->tasks->imported_roles) == Words{"inner"});
    CHECK(tasks_in(roles.at(0)->tasks->body).at(0)->tags() == Words{"applied"});
}

TEST_CASE("a role may include itself while the run is on") {
    LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  roles: [again]\n"},
              {"roles/again/tasks/main.yml", "- include_role: {name: again}\n  when: more\n"}});
    CHECK(loaded.findings().empty());
    const Task& include = *tasks_in(loaded.play().role_tasks->body).at(0);
    Diagnostics diagnostics;
    const std::vector<std::unique_ptr<Role>> roles = loaded.loader().load_role(
        {"again", "main", "main", "main", "main", {}}, include, loaded.play(), diagnostics);
    CHECK(diagnostics.all().empty());
    CHECK(names_of(roles) == Words{"again"});
}
