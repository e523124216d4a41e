#include "interpreter/playbook/PlaybookGraph.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace interpreter;

namespace {

std::shared_ptr<Element> import(const std::optional<List>& needs,
                                const std::shared_ptr<Element>& outer = nullptr) {
    auto element = std::make_shared<Element>();
    element->parent = outer.get();
    if (needs) element->keywords["needs"] = {Value(*needs), {}, {}};
    return element;
}

struct Stage {
    Play& add(const std::string& name, const std::optional<List>& needs = {},
              const std::shared_ptr<Element>& import = nullptr) {
        plays.push_back(std::make_unique<Play>());
        plays.back()->name = name;
        plays.back()->import = import;
        if (needs) plays.back()->keywords["needs"] = {Value(*needs), {}, {}};
        return *plays.back();
    }

    [[nodiscard]] std::vector<std::string> edges() {
        std::vector<std::string> drawn;
        for (const Edge& edge : graph_of_plays(plays, findings).edges())
            drawn.push_back(plays[edge.before]->name + plays[edge.after]->name);
        std::sort(drawn.begin(), drawn.end());
        return drawn;
    }

    Plays plays;
    Diagnostics findings;
};

using Edges = std::vector<std::string>;

}  // namespace

TEST_CASE("a play that says nothing of needs comes after all before it") {
    Stage stage;
    stage.add("a");
    stage.add("b");
    stage.add("c");
    CHECK_FALSE(says_needs(stage.plays));
    CHECK(stage.edges() == Edges{"ab", "bc"});
}

TEST_CASE("needs replace the order of the file, by name or id, forwards too") {
    Stage stage;
    stage.add("a");
    stage.add("b", List{});
    stage.add("c", List{"e"});
    stage.add("d");
    stage.add("x", List{}).keywords["id"] = {Value("e"), {}, {}};
    CHECK(says_needs(stage.plays));
    CHECK(stage.edges() == Edges{"ad", "bd", "cd", "xc"});
    CHECK_FALSE(stage.findings.has_errors());
}

TEST_CASE("a name that several plays have means all of them, of its own those before") {
    Stage stage;
    stage.add("a", List{});
    stage.add("a", List{"a"});
    stage.add("b", List{"a"});
    CHECK(stage.edges() == Edges{"aa", "ab", "ab"});
}

TEST_CASE("an import that says needs says it of each of its plays, and keeps their order") {
    Stage stage;
    stage.add("a");
    stage.add("b");
    const std::shared_ptr<Element> outer = import(List{"a"});
    outer->keywords["id"] = {Value("group"), {}, {}};
    stage.add("c", {}, outer);
    stage.add("d", {}, import({}, outer));
    stage.add("e", List{}, outer);
    stage.add("f", List{"group"});
    CHECK(stage.edges() == Edges{"ab", "ac", "ae", "cd", "cf", "df", "ef"});
}

TEST_CASE("an import that says nothing makes no difference") {
    Stage stage;
    stage.add("a");
    stage.add("b", List{}, import({}));
    stage.add("c", {}, stage.plays.back()->import);
    CHECK(stage.edges() == Edges{"ac", "bc"});
}

TEST_CASE("a name that is unknown, and an id that stands twice, are errors") {
    Stage stage;
    stage.add("a", List{"nobody"});
    CHECK(stage.edges().empty());
    CHECK(stage.findings.all().size() == 1);
    stage.add("b").keywords["id"] = {Value("same"), {}, {}};
    stage.add("c").keywords["id"] = {Value("same"), {}, {}};
    stage.findings = {};
    static_cast<void>(stage.edges());
    CHECK(stage.findings.all().size() == 2);
}
