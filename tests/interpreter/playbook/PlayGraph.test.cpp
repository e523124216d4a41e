#include "interpreter/playbook/PlayGraph.hpp"
#include "tests/interpreter/playbook/LoadedPlaybook.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace interpreter;

namespace {

using Files = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

std::string play(const std::string& sections) {
    return "- hosts: all\n  strategy: graph\n" + sections;
}

std::string role(const std::string& name) {
    return "- name: " + name + "\n  command: " + name + "\n";
}

/// "a -> b" for every edge, with its kind unless it is the order of the file.
Words edges_of(const PlayGraph& graph) {
    Words words;
    for (const PlayEdge& edge : graph.edges()) {
        std::string word = graph.name(edge.edge.before) + " -> " + graph.name(edge.edge.after);
        if (edge.edge.kind != EdgeKind::order) word += " " + std::string(edge_kind_name(edge.edge.kind));
        if (edge.from_hosts) word += " @" + *edge.from_hosts;
        words.push_back(word);
    }
    std::sort(words.begin(), words.end());
    return words;
}

Words graph_of(const Files& files) {
    const LoadedPlaybook loaded(files);
    CHECK(loaded.findings().empty());
    Diagnostics diagnostics;
    return edges_of(PlayGraph(loaded.play(), diagnostics));
}

Words graph_of(const std::string& sections) {
    return graph_of(Files{{"site.yml", play(sections)}});
}

}  // namespace

TEST_CASE("tasks that say nothing are one vertex") {
    const LoadedPlaybook loaded(Files{{"site.yml", play(R"(
  tasks:
    - name: one
      command: one
    - block:
        - command: two
        - command: three
)")}});
    Diagnostics diagnostics;
    const PlayGraph graph(loaded.play(), diagnostics);
    REQUIRE(graph.size() == 2);
    CHECK(graph.name(0) == "one and 2 more");
    CHECK(graph.vertex(0).items.size() == 2);
    CHECK(graph.name(1) == "end of roles and tasks");
    CHECK(edges_of(graph) == Words{"one and 2 more -> end of roles and tasks barrier"});
}

TEST_CASE("an empty needs waits for nothing, silence for all before it") {
    CHECK(graph_of(R"(
  tasks:
    - {id: a, needs: [], command: a}
    - {id: b, needs: [], command: b}
    - {name: c, command: c}
    - {id: d, command: d}
)") == Words{"a -> c", "b -> c", "c -> d", "d -> end of roles and tasks barrier"});
}

TEST_CASE("needs may name what comes later, and hosts") {
    const Words edges = graph_of(R"(
  tasks:
    - {id: a, needs: b, command: a}
    - {id: b, needs: "c@one:two", command: b}
    - {id: c, needs: [], command: c}
)");
    CHECK(edges == Words{"a -> end of roles and tasks barrier", "b -> a needs", "c -> b needs @one:two",
                         "c -> end of roles and tasks barrier"});
}

TEST_CASE("a role comes after what its meta needs, if that is in the play, and after its dependencies") {
    CHECK(graph_of(Files{{"site.yml", play("  roles: [base, proxy, store, queue, web]\n")},
                         {"roles/base/tasks/main.yml", role("base")},
                         {"roles/proxy/tasks/main.yml", role("proxy")},
                         {"roles/store/tasks/main.yml", role("store")},
                         {"roles/store/meta/main.yml", "needs: [proxy, elsewhere]\n"},
                         {"roles/queue/tasks/main.yml", role("queue")},
                         {"roles/queue/meta/main.yml", "needs: []\ndependencies: [lock]\n"},
                         {"roles/lock/tasks/main.yml", role("lock")},
                         {"roles/web/tasks/main.yml", role("web")}}) ==
          Words{"base -> proxy", "lock -> queue role dependency", "proxy -> store needs", "queue -> web",
                "store -> lock", "web -> end of roles and tasks barrier"});
}

TEST_CASE("a role that needs itself waits for its earlier uses") {
    const std::string uses = "  roles: [{role: a, x: 1}, {role: a, x: 2}, {role: b}, {role: a, x: 3}]\n";
    CHECK(graph_of(Files{{"site.yml", play(uses)},
                         {"roles/a/tasks/main.yml", role("a")},
                         {"roles/a/meta/main.yml", "needs: [a]\n"},
                         {"roles/b/tasks/main.yml", role("b")},
                         {"roles/b/meta/main.yml", "needs: []\n"}}) ==
          Words{"a -> a needs", "a -> a needs", "a -> a needs", "a -> end of roles and tasks barrier",
                "b -> end of roles and tasks barrier"});
}

TEST_CASE("a role with marks inside is several vertices, which keep what the role needs") {
    CHECK(graph_of(Files{{"site.yml", play("  roles: [base, {role: web, needs: base}, after]\n")},
                         {"roles/base/tasks/main.yml", role("base")},
                         {"roles/after/tasks/main.yml", role("after")},
                         {"roles/web/tasks/main.yml",
                          "- {name: one, command: x}\n- {id: two, needs: [], command: x}\n"
                          "- {name: three, command: x}\n"}}) ==
          Words{"after -> end of roles and tasks barrier", "base -> web : one needs", "base -> web : two needs",
                "web : one -> web : three", "web : three -> after", "web : two -> web : three"});
}

TEST_CASE("sections are barriers, and handlers run at their end") {
    CHECK(graph_of(R"(
  pre_tasks:
    - {id: a, needs: [], command: a, notify: restart}
    - {id: b, needs: [], command: b}
  tasks:
    - {id: c, needs: [], command: c}
    - {id: d, needs: [], command: d}
  handlers:
    - {name: restart, command: restart}
)") == Words{"a -> handlers after pre_tasks notify", "b -> handlers after pre_tasks barrier",
             "c -> handlers after roles and tasks barrier", "d -> handlers after roles and tasks barrier",
             "handlers after pre_tasks -> c barrier", "handlers after pre_tasks -> d barrier"});
}

TEST_CASE("a vertex knows whether others of its section come after it") {
    const LoadedPlaybook loaded(Files{{"site.yml", play(R"(
  tasks:
    - {id: a, needs: [], command: a}
    - {id: b, needs: a, command: b}
)")}});
    Diagnostics diagnostics;
    const PlayGraph graph(loaded.play(), diagnostics);
    CHECK(graph.has_dependents(0));
    CHECK_FALSE(graph.has_dependents(1));
}

TEST_CASE("the graph is that of the strategy's name, with or without its collection") {
    CHECK(runs_as_graph(LoadedPlaybook(Files{{"site.yml", play("")}}).play()));
    CHECK(runs_as_graph(
        LoadedPlaybook(Files{{"site.yml", "- hosts: all\n  strategy: ansible.builtin.graph\n"}}).play()));
    CHECK_FALSE(runs_as_graph(LoadedPlaybook(Files{{"site.yml", "- hosts: all\n"}}).play()));
}
