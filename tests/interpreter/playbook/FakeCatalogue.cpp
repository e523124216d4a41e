#include "tests/interpreter/playbook/FakeCatalogue.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

using modules::Argument;
using modules::ModuleDeclaration;
using enum modules::ArgumentType;

Argument argument(std::string name, modules::ArgumentType type = text) {
    Argument made;
    made.name = std::move(name);
    made.type = type;
    return made;
}

Argument required(Argument made, std::string help) {
    made.required = true;
    made.help = std::move(help);
    return made;
}

Argument choice(std::string name, std::vector<std::string> words) {
    Argument made = argument(std::move(name));
    made.choices = std::move(words);
    return made;
}

Argument free_form(Argument made) {
    made.free_form = true;
    return made;
}

Argument aliased(Argument made, std::vector<std::string> aliases) {
    made.aliases = std::move(aliases);
    return made;
}

std::vector<ModuleDeclaration> declarations() {
    const std::vector<Argument> command{free_form(argument("cmd")), argument("argv", list),
                                        argument("chdir", path), argument("creates", path),
                                        argument("removes", path)};
    return {
        {"apt", "", {argument("name", list), choice("state", {"present", "absent", "latest"})}, false},
        {"assert",
         "",
         {required(argument("that", any), "a condition, or a list of them"), argument("fail_msg", any)},
         false},
        {"command", "", command, false},
        {"copy",
         "",
         {argument("src"), argument("content", any), required(argument("dest", path), "the file on the host"),
          argument("mode", mode), argument("backup", boolean), argument("owner")},
         false},
        {"debug", "", {argument("msg", any), argument("var", any), argument("verbosity", integer)}, false},
        {"fail", "", {free_form(argument("msg"))}, false},
        {"file",
         "",
         {aliased(required(argument("path", path), "the file"), {"dest", "name"}),
          choice("state", {"absent", "directory", "file", "hard", "link", "touch"}), argument("mode", mode)},
         false},
        {"include_vars", "", {free_form(argument("file")), argument("dir", path), argument("name")}, false},
        {"ini_file",
         "",
         {argument("path", path), argument("section"), argument("option"), argument("value")},
         false},
        {"service",
         "",
         {required(argument("name"), "the service"),
          choice("state", {"started", "stopped", "restarted", "reloaded"}), argument("enabled", boolean)},
         false},
        {"set_fact", "", {argument("cacheable", boolean)}, true},
        {"setup", "", {argument("gather_subset", list)}, false},
        {"shell", "", command, false},
        {"stat", "", {required(argument("path", path), "what to look at")}, false},
        {"template",
         "",
         {required(argument("src"), "the template"), required(argument("dest", path), "the file")},
         false},
        {"wait_for", "", {argument("port", integer), argument("timeout", integer)}, false},
    };
}

ActionCatalogue made() {
    static const std::vector<ModuleDeclaration> known = declarations();
    static constexpr std::array<std::string_view, 6> actions{"assert",       "debug",    "fail",
                                                             "include_vars", "set_fact", "template"};
    ActionCatalogue catalogue;
    catalogue.find = [](std::string_view name) -> const ModuleDeclaration* {
        const auto found =
            std::find_if(known.begin(), known.end(),
                         [&](const ModuleDeclaration& declaration) { return declaration.name == name; });
        return found != known.end() ? &*found : nullptr;
    };
    catalogue.runs_on_control_side = [](std::string_view name) {
        return std::find(actions.begin(), actions.end(), name) != actions.end();
    };
    for (const ModuleDeclaration& declaration : known)
        catalogue.names.push_back(declaration.name);
    return catalogue;
}

}  // namespace

const ActionCatalogue& fake_catalogue() {
    static const ActionCatalogue catalogue = made();
    return catalogue;
}

}  // namespace interpreter
