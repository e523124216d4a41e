#include "interpreter/variables/VariableFiles.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace interpreter;

namespace {

const std::string vaults = "tests/interpreter/variables/vault/";

class World {
  public:
    World() {
        path = mkdtemp(path.data());
        vault.add_password_file(vaults + "password");
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World() { std::filesystem::remove_all(path); }

    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = std::filesystem::path(path) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file.string();
    }
    /// Everything that was said, with the scratch folder's name left out.
    [[nodiscard]] std::string findings() const {
        std::string text;
        for (const Diagnostic& found : diagnostics.all())
            text += render(found, sources, Colour::never);
        for (std::size_t place = text.find(path); place != std::string::npos; place = text.find(path))
            text.erase(place, path.size() + 1);
        return text;
    }

    std::string path = "/tmp/understudy-variables-XXXXXX";
    SourceFiles sources;
    Vault vault;
    VariableFiles files{sources, vault};
    Diagnostics diagnostics;
};

std::string text_of(const Variables& variables, std::string_view name) {
    const Variable* found = variables->find(name);
    return found == nullptr ? "(none)" : found->value.as_text();
}

}  // namespace

TEST_CASE("a file of variables gives each with its place") {
    World world;
    const Variables variables =
        world.files.load(world.write("a.yml", "---\nx: one\ny: '{{ x }}'\n"), world.diagnostics);
    CHECK(variables->size() == 2);
    CHECK(text_of(variables, "x") == "one");
    CHECK(variables->find("y")->position.line == 3);
    CHECK(variables->find("y")->value.position().column == 5);
    CHECK(world.files.load(world.path + "/a.yml", world.diagnostics) == variables);
    CHECK(world.files.load(world.write("empty.yml", "---\n"), world.diagnostics)->empty());
    CHECK(world.findings().empty());
}

TEST_CASE("a file that a task has changed meanwhile is read anew") {
    World world;
    const std::string path = world.write("secrets.yml", "first: 1\n");
    CHECK(world.files.load(path, world.diagnostics)->find("second") == nullptr);
    world.write("secrets.yml", "first: 1\nsecond: 2\n");
    CHECK(world.files.load(path, world.diagnostics)->find("second") != nullptr);
}

TEST_CASE("a whole file may be a vault, and its texts are secrets") {
    World world;
    const Variables variables = world.files.load(vaults + "whole.yml", world.diagnostics);
    CHECK(world.findings().empty());
    CHECK(variables->find("password")->value.is_secret());
    CHECK(text_of(variables, "password") == "s3cr3t-word");
}

TEST_CASE("single values may be vaults, and one that cannot be opened spoils no other") {
    World world;
    const Variables variables = world.files.load(vaults + "values.yml", world.diagnostics);
    CHECK(text_of(variables, "name") == "open");
    CHECK(text_of(variables, "hidden") == "hidden text");
    CHECK(variables->find("hidden")->value.is_secret());
    CHECK(text_of(variables, "other") == "(none)");
    CHECK(world.findings() ==
          "tests/interpreter/variables/vault/values.yml:9:15: error: no vault password opens this "
          "(label 'other')\n"
          "  9 | other: !vault |\n"
          "    |               ^\n"
          "  = hint: tried 'default'; is it another password, or was the text changed?\n");
}

TEST_CASE("a mistake in an encrypted file shows nothing of it") {
    World world;
    world.files.load(vaults + "broken.yml", world.diagnostics);
    CHECK(world.findings() ==
          "tests/interpreter/variables/vault/broken.yml:1:4: error: this '…' is never closed\n"
          "tests/interpreter/variables/vault/broken.yml:2:9: note: ',' or ']' was expected before this\n"
          "  = hint: the text is secret and not shown\n");
}

TEST_CASE("a vault without its password is an error of that file") {
    World world;
    Vault none;
    VariableFiles files(world.sources, none);
    CHECK(files.load(vaults + "whole.yml", world.diagnostics)->empty());
    CHECK(world.findings() == "tests/interpreter/variables/vault/whole.yml: error: this is encrypted and no "
                              "vault password was given\n"
                              "  = hint: name the password's file with --vault-password-file\n");
}

TEST_CASE("what is no file of variables is refused with its place") {
    World world;
    world.files.load(world.write("list.yml", "- a\n- b\n"), world.diagnostics);
    world.files.load(world.write("text.yml", "just text\n"), world.diagnostics);
    world.files.load(world.write("two.yml", "a: 1\n---\nb: 1\n"), world.diagnostics);
    world.files.load(world.path + "/gone.yml", world.diagnostics);
    CHECK(world.findings() == "list.yml:1:1: error: a file of variables holds a mapping, not a list\n"
                              "  1 | - a\n"
                              "    | ^\n"
                              "  = hint: write 'name: value' lines\n"
                              "text.yml:1:1: error: a file of variables holds a mapping, not text\n"
                              "  1 | just text\n"
                              "    | ^~~~\n"
                              "  = hint: write 'name: value' lines\n"
                              "two.yml:3:1: error: a second document begins here; one was expected\n"
                              "  3 | b: 1\n"
                              "    | ^\n"
                              "  = hint: remove the '---' line, or move what follows into a file of its own\n"
                              "error: cannot read 'gone.yml': No such file or directory\n");
}

TEST_CASE("a name that no expression can use is a warning in a file and an error in vars") {
    World world;
    world.files.load(world.write("a.yml", "web-port: 80\n"), world.diagnostics);
    const std::uint32_t play = world.sources.add("play.yml", "class: 1\n1st: 2\nfine: 3\n");
    const Variables variables =
        world.files.from_node(load_yaml_document(world.sources, play, world.diagnostics), world.diagnostics);
    CHECK(variables->find("fine")->value == Value(3));
    CHECK(world.findings() ==
          "a.yml:1:1: warning: 'web-port' is not a valid variable name\n"
          "  1 | web-port: 80\n"
          "    | ^~~~~~~~\n"
          "  = hint: letters, digits and '_' only, not beginning with a digit, and no Python keyword; no "
          "expression can "
          "name it but vars['web-port']\n"
          "play.yml:1:1: error: 'class' is not a valid variable name\n"
          "  1 | class: 1\n"
          "    | ^~~~~\n"
          "  = hint: letters, digits and '_' only, not beginning with a digit, and no Python keyword\n"
          "play.yml:2:1: error: '1st' is not a valid variable name\n"
          "  2 | 1st: 2\n"
          "    | ^~~\n"
          "  = hint: letters, digits and '_' only, not beginning with a digit, and no Python keyword\n");
}

TEST_CASE("vars may still be a list of mappings, with a warning") {
    World world;
    const std::uint32_t play = world.sources.add("play.yml", "- a: 1\n- b: 2\n- three\n");
    const Variables variables =
        world.files.from_node(load_yaml_document(world.sources, play, world.diagnostics), world.diagnostics);
    CHECK(variables->size() == 2);
    CHECK(world.findings() == "play.yml:1:1: warning: 'vars' as a list of mappings is deprecated\n"
                              "  1 | - a: 1\n"
                              "    | ^\n"
                              "  = hint: write one mapping\n"
                              "play.yml:3:3: error: 'vars' holds a mapping, not text\n"
                              "  3 | - three\n"
                              "    |   ^~~~~\n"
                              "  = hint: write 'name: value' lines below 'vars:'\n");
}

TEST_CASE("a name without ending finds the first of its files, or all below its directory") {
    World world;
    world.write("group_vars/web.yml", "origin: yml\n");
    world.write("group_vars/web.yaml", "origin: yaml\n");
    world.write("group_vars/db.json", "{\"origin\": \"json\"}");
    world.write("group_vars/all/20.yml", "x: second\nz: only\n");
    world.write("group_vars/all/10.yml", "x: first\ny: only\n");
    world.write("group_vars/all/30/more", "x: third\n");
    world.write("group_vars/all/.hidden.yml", "x: hidden\n");
    world.write("group_vars/all/backup.yml~", "x: backup\n");
    world.write("group_vars/all/README.md", "x: readme\n");
    world.write("group_vars/all.yml", "x: beside the directory\n");
    const auto load = [&](const std::string& name) {
        return world.files.load_any(world.path + "/group_vars/" + name, world.diagnostics);
    };
    CHECK(text_of(load("web"), "origin") == "yml");
    CHECK(text_of(load("db"), "origin") == "json");
    CHECK(text_of(load("all"), "x") == "third");
    CHECK(text_of(load("all"), "y") == "only");
    CHECK(load("all")->size() == 3);
    CHECK(load("gone")->empty());
    CHECK(world.findings().empty());
}
