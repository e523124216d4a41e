#include "tests/interpreter/playbook/LoadedPlaybook.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace interpreter;

namespace {

using Files = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

std::string text(const Variables& variables, const char* name) {
    const Variable* found = variables ? variables->find(name) : nullptr;
    return found != nullptr ? found->value.as_text() : "(nothing)";
}

}  // namespace

TEST_CASE("a task has its action, arguments and keywords") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- name: Web servers
  hosts: [web, "{{ more }}"]
  gather_facts: false
  tasks:
    - name: The page is there
      ansible.builtin.copy:
        src: index.html
        dest: /var/www/index.html
      args:
        mode: "0644"
        src: not this one
      register: page
      loop: [1, 2]
      loop_control: {label: "{{ item }}"}
)"}});
    CHECK(loaded.findings().empty());
    const Play& play = loaded.play();
    CHECK(play.name == "Web servers");
    CHECK(play.hosts.as_text() == "web,{{ more }}");
    CHECK(play.own("gather_facts")->value == Value(false));
    const std::vector<const Task*> tasks = tasks_in(play.tasks->body);
    REQUIRE(tasks.size() == 1);
    const Task& task = *tasks[0];
    CHECK(task.title() == "The page is there");
    CHECK(task.kind == TaskKind::module);
    CHECK(task.action == "copy");
    CHECK(task.written_action == "ansible.builtin.copy");
    CHECK(task.arguments ==
          Value(Map{{"src", "index.html"}, {"dest", "/var/www/index.html"}, {"mode", "0644"}}));
    CHECK(task.own("register")->value == Value("page"));
    REQUIRE(task.loop.size() == 1);
    CHECK(task.loop[0].kind == "loop");
    CHECK(task.position.line == 6);
}

TEST_CASE("arguments come in every form that Ansible takes") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: all
  tasks:
    - command: echo a=b creates=/tmp/x "c d"
    - copy: src=a dest="/b c" mode=0644
    - action: copy src=a dest=/b
    - action: {module: copy, src: a, dest: /b}
    - local_action: command uptime
    - copy: "{{ all_of_them }}"
    - set_fact: {one: 1}
    - meta: flush_handlers
    - include_tasks: "{{ file }}"
    - setup:
)"}});
    CHECK(loaded.findings().empty());
    const std::vector<const Task*> tasks = tasks_in(loaded.play().tasks->body);
    REQUIRE(tasks.size() == 10);
    CHECK(tasks[0]->arguments == Value(Map{{"creates", "/tmp/x"}, {"cmd", "echo a=b \"c d\""}}));
    CHECK(tasks[1]->arguments == Value(Map{{"src", "a"}, {"dest", "/b c"}, {"mode", "0644"}}));
    CHECK(tasks[2]->arguments == Value(Map{{"src", "a"}, {"dest", "/b"}}));
    CHECK(tasks[3]->arguments == Value(Map{{"src", "a"}, {"dest", "/b"}}));
    CHECK(tasks[4]->arguments == Value(Map{{"cmd", "uptime"}}));
    CHECK(tasks[4]->find("delegate_to")->value == Value("localhost"));
    CHECK(tasks[5]->arguments == Value("{{ all_of_them }}"));
    CHECK(tasks[6]->kind == TaskKind::action);
    CHECK(tasks[7]->kind == TaskKind::meta);
    CHECK(tasks[7]->arguments == Value(Map{{"_raw_params", "flush_handlers"}}));
    CHECK(tasks[8]->kind == TaskKind::include_tasks);
    CHECK(tasks[8]->arguments == Value(Map{{"file", "{{ file }}"}}));
    CHECK(tasks[9]->arguments == Value(Map{}));
}

TEST_CASE("when, tags, vars and become are inherited from play to task") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: all
  become: true
  tags: play
  vars: {origin: play}
  tasks:
    - block:
        - block:
            - debug: {msg: a}
              when: [three, four]
              tags: inner, play
              become: false
          when: two
          become_user: web
      when: one
      tags: [outer]
      vars: {origin: block}
)"}});
    CHECK(loaded.findings().empty());
    const Task& task = *tasks_in(loaded.play().tasks->body).at(0);
    CHECK(conditions_of(task) == Words{"one", "two", "three", "four"});
    CHECK(task.tags() == Words{"play", "outer", "inner"});
    CHECK(task.find("become")->value == Value(false));
    CHECK(task.find("become_user")->value == Value("web"));
    CHECK(task.parent->find("become")->value == Value(true));
    CHECK(task.own("become_user") == nullptr);
    CHECK(text(task.parent->parent->variables, "origin") == "block");
    CHECK(text(loaded.play().variables, "origin") == "play");
}

TEST_CASE("what a keyword means to one element only is not inherited") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  serial: 1\n  tasks: [{debug: {msg: a}}]\n"}});
    const Task& task = *tasks_in(loaded.play().tasks->body).at(0);
    CHECK(task.find("serial") == nullptr);
    CHECK(loaded.play().find("serial") != nullptr);
}

TEST_CASE("blocks keep body, rescue and always apart") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: all
  tasks:
    - block: [{name: body, debug: {msg: a}}]
      rescue: [{name: rescue, debug: {msg: a}}]
      always: [{name: always, debug: {msg: a}}]
)"}});
    const Block& block = *std::get<std::unique_ptr<Block>>(loaded.play().tasks->body.at(0));
    CHECK(titles_in(block.body) == Words{"body"});
    CHECK(titles_in(block.rescue) == Words{"rescue"});
    CHECK(titles_in(block.always) == Words{"always"});
}

TEST_CASE("import_tasks puts the file's tasks in its place and hands its keywords on") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", R"(
- hosts: all
  vars: {which: steps}
  tasks:
    - debug: {msg: first}
    - import_tasks: "parts/{{ which }}.yml"
      when: wanted
      tags: parts
      become: true
      vars: {given: by import}
    - debug: {msg: last}
)"},
              {"parts/steps.yml", "- command: one\n  when: really\n- import_tasks: further.yml\n"},
              {"parts/further.yml", "- command: two\n"}});
    CHECK(loaded.findings().empty());
    const std::vector<const Task*> tasks = tasks_in(loaded.play().tasks->body);
    REQUIRE(tasks.size() == 4);
    CHECK(conditions_of(*tasks[1]) == Words{"wanted", "really"});
    CHECK(conditions_of(*tasks[2]) == Words{"wanted"});
    CHECK(tasks[2]->tags() == Words{"parts"});
    CHECK(tasks[2]->find("become")->value == Value(true));
    CHECK(tasks[2]->directory == loaded.path("parts"));
    CHECK(text(tasks[1]->parent->variables, "given") == "by import");
    CHECK(tasks[1]->parent->variables_layer == Layer::block_vars);
    CHECK(conditions_of(*tasks[3]).empty());
}

TEST_CASE("names of imports see extra variables") {
    auto extra = std::make_shared<VariableMap>();
    extra->set("which", "given");
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  vars: {which: x}\n  tasks: [import_tasks: '{{ which }}.yml']\n"},
              {"given.yml", "- command: given\n"}},
        {{}, extra});
    CHECK(loaded.findings().empty());
    CHECK(titles_in(loaded.play().tasks->body) == Words{"command"});
}

TEST_CASE("handlers of imported files stand in the play's list and inherit from the import") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: all
  handlers:
    - import_tasks: more.yml
      when: allowed
    - name: own
      listen: [topic, other]
      debug: {msg: a}
)"},
                                      {"handlers/more.yml", "- name: imported\n  command: a\n"}});
    CHECK(loaded.findings().empty());
    const std::vector<std::unique_ptr<Task>>& handlers = loaded.play().handlers;
    REQUIRE(handlers.size() == 2);
    CHECK(handlers[0]->name == "imported");
    CHECK(handlers[0]->is_handler);
    CHECK(conditions_of(*handlers[0]) == Words{"allowed"});
    CHECK(handlers[1]->listen == Words{"topic", "other"});
}

TEST_CASE("imported playbooks give their plays tags, conditions and variables") {
    const LoadedPlaybook loaded(Files{{"site.yml", R"(
- hosts: first
- import_playbook: sub/more.yml
  vars: {port: "81", zone: a}
  tags: more
  when: wanted
- hosts: last
)"},
                                      {"sub/more.yml", R"(
- hosts: second
  vars: {port: "80", name: x}
  tasks:
    - import_tasks: here.yml
)"},
                                      {"sub/here.yml", "- command: here\n"}});
    CHECK(loaded.findings().empty());
    REQUIRE(loaded.playbook().plays.size() == 3);
    const Play& play = loaded.play(1);
    CHECK(play.directory == loaded.path("sub"));
    CHECK(text(play.variables, "port") == "81");
    CHECK(text(play.variables, "zone") == "a");
    CHECK(text(play.variables, "name") == "x");
    const Task& task = *tasks_in(play.tasks->body).at(0);
    CHECK(conditions_of(task) == Words{"wanted"});
    CHECK(task.tags() == Words{"more"});
    CHECK(loaded.play(2).import == nullptr);
}

TEST_CASE("errors about missing files are counted apart") {
    const LoadedPlaybook loaded(
        Files{{"site.yml", "- hosts: all\n  roles: [nobody]\n  tasks: [import_tasks: nowhere.yml]\n"}});
    CHECK(loaded.playbook().missing_files == 2);
    CHECK(loaded.diagnostics.all().size() == 2);
}

TEST_CASE("a file that is included while the run is on inherits from the include") {
    LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  tags: play\n"},
                                {"more.yml", "- command: a\n- import_role: {name: web}\n"},
                                {"roles/web/tasks/main.yml", "- command: b\n"},
                                {"roles/web/handlers/main.yml", "- name: restart\n  command: c\n"}});
    Block wrapper;
    wrapper.parent = &loaded.play();
    wrapper.keywords["when"] = {Value("applied"), {}, {}};
    Diagnostics diagnostics;
    const std::unique_ptr<Block> block =
        loaded.loader().load_tasks(loaded.path("more.yml"), wrapper, diagnostics);
    CHECK(diagnostics.all().empty());
    CHECK(titles_in(block->body) == Words{"command", "web : command"});
    const Task& task = *tasks_in(block->body).at(1);
    CHECK(conditions_of(task) == Words{"applied"});
    CHECK(task.tags() == Words{"play"});
    REQUIRE(block->imported_roles.size() == 1);
    CHECK(block->imported_roles[0]->handlers.size() == 1);
}

TEST_CASE("a file of tasks that was written meanwhile is read anew") {
    LoadedPlaybook loaded(Files{{"site.yml", "- hosts: all\n  tasks: [include_tasks: made.yml]\n"},
                                {"made.yml", "- command: old\n"}});
    const Element& include = *tasks_in(loaded.play().tasks->body).at(0);
    std::ofstream(loaded.path("made.yml")) << "- command: new\n- command: newer\n";
    Diagnostics diagnostics;
    const std::unique_ptr<Block> block =
        loaded.loader().load_tasks(loaded.path("made.yml"), include, diagnostics);
    CHECK(tasks_in(block->body).size() == 2);
}
