#include "modules/module/TypedModule.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

struct NoteArguments {
    std::string path;
    std::string text = "hello";
    std::vector<std::string> others;
    bool fail_second = false;
};

/// Writes a text into a file and into its others.
class Note final : public TypedModule<NoteArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "note"; }
    [[nodiscard]] std::string_view summary() const override { return "Notes a text."; }
    [[nodiscard]] ArgumentList<NoteArguments> table() const override {
        ArgumentList<NoteArguments> list;
        list.add("path", &NoteArguments::path, "where to note it",
                 {.need = Need::required, .aliases = {"dest"}, .path = true});
        list.add("text", &NoteArguments::text, "what to note");
        list.add("others", &NoteArguments::others, "where else", {.path = true});
        list.add("fail_second", &NoteArguments::fail_second, "break half-way");
        return list;
    }
    [[nodiscard]] Plan check(const NoteArguments& wanted, const HostView& host,
                             const CallOptions&) const override {
        Plan plan;
        plan.data.set("path", wanted.path);
        std::vector<std::string> paths{wanted.path};
        paths.insert(paths.end(), wanted.others.begin(), wanted.others.end());
        for (const std::string& path : paths) {
            const std::optional<std::string> present = host.read_if_there(path);
            if (present == wanted.text) continue;
            const bool fails = wanted.fail_second && path != wanted.path;
            plan.change({path, present ? Value(*present) : Value(), wanted.text},
                        [path, text = wanted.text, fails](HostControl& control) {
                            if (fails) throw Failure("the disk is full", Map{{"path", path}});
                            control.write(path, text, {});
                            return Outcome{};
                        });
        }
        plan.afterwards = [path = wanted.path](const HostView& view) {
            return Map{{"size", view.read(path).size()}};
        };
        return plan;
    }
};

const Note note;

}  // namespace

TEST_CASE("a module converges, and says afterwards what only the changed host can tell") {
    FakeHost host;
    const ModuleResult result = converges(note, Map{{"dest", "/etc/note"}, {"others", "/tmp/a,~/b"}}, host);
    CHECK(result.changed);
    CHECK(host.content("/root/b") == "hello");
    CHECK(result.data.find("size") != nullptr);
}

TEST_CASE("check mode gives the differences and leaves out what only the changed host can tell") {
    FakeHost host;
    const ModuleResult result = checked(note, Map{{"path", "/etc/note"}}, host);
    CHECK(result.changed);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].subject == "/etc/note");
    CHECK(result.differences[0].after == Value("hello"));
    CHECK(!result.data.contains("size"));
}

TEST_CASE("everything that is wrong with arguments is said at once") {
    FakeHost host;
    CHECK(failure_of(note, Map{{"pth", "/x"}, {"fail_second", "perhaps"}, {"colour", 1}}, host) ==
          "note: unknown argument \"pth\"; did you mean \"path\"?\n"
          "  argument \"fail_second\": expected a boolean (yes or no), found \"perhaps\"\n"
          "  unknown argument \"colour\"\n"
          "  missing argument \"path\" (where to note it)");
    CHECK(failure_of(note, "free text", host) == "note: expected a mapping of arguments, found text");
}

TEST_CASE("an alias beside its name is a warning") {
    FakeHost host;
    const ModuleResult result = checked(note, Map{{"path", "/a"}, {"dest", "/b"}}, host);
    CHECK(result.warnings ==
          std::vector<std::string>{"note: both \"path\" and its alias are given; one of them is ignored"});
    CHECK(result.data.find("path")->as_text() == "/b");
}

TEST_CASE("when the second change fails, the result keeps the first") {
    FakeHost host;
    const Value arguments = Map{{"path", "/etc/a"}, {"others", List{"/etc/b"}}, {"fail_second", true}};
    const ModuleResult result = applied(note, arguments, host);
    CHECK(result.failure == "the disk is full");
    CHECK(result.changed);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].subject == "/etc/a");
    CHECK(*result.data.find("path") == Value("/etc/b"));
}

TEST_CASE("a result survives the wire's mapping") {
    ModuleResult result;
    result.changed = true;
    result.skipped = true;
    result.differences = {{"/x", Value(), "new"}};
    result.data = {{"rc", 3}};
    result.failure = "broken";
    result.unknown = "who knows";
    result.warnings = {"careful"};
    const Value wire = to_value(result);
    CHECK(to_value(module_result_from(wire)) == wire);
    CHECK(module_result_from(Value()).data.empty());
}

TEST_CASE("a declaration tells types, choices and defaults") {
    const ModuleDeclaration declaration = declaration_of(note);
    CHECK(declaration.name == "note");
    REQUIRE(declaration.arguments.size() == 4);
    CHECK(declaration.arguments[0].type == ArgumentType::path);
    CHECK(declaration.arguments[0].required);
    CHECK(declaration.arguments[1].fallback == Value("hello"));
    CHECK(declaration.arguments[2].type == ArgumentType::list);
    CHECK(declaration.arguments[2].items == ArgumentType::path);
}

TEST_CASE("a module that asks a program which might write is told so") {
    FakeHost host;
    CHECK_THROWS_WITH(
        host.query({.program = "systemctl", .arguments = {"stop", "x"}}),
        "\"systemctl stop x\" is not known to look only: a module may ask it only as a change, or after "
        "it has a row in modules/system/ReadOnlyPrograms.cpp");
}
