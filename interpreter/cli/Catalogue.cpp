#include "interpreter/cli/Catalogue.hpp"

#include "interpreter/actions/Action.hpp"
#include "modules/module/Module.hpp"

#include <map>

namespace interpreter {

namespace {

// An action hides the module of its name: it is the one that tasks mean.
std::map<std::string, modules::ModuleDeclaration, std::less<>> declarations() {
    std::map<std::string, modules::ModuleDeclaration, std::less<>> known;
    for (const Action& action : all_actions()) known.emplace(action.declaration.name, action.declaration);
    // Names that begin with '_' are halves of something else, and not for tasks.
    for (const modules::Module* module : modules::all_modules())
        if (!module->name().starts_with('_'))
            known.emplace(std::string(module->name()), modules::declaration_of(*module));
    return known;
}

ActionCatalogue made() {
    static const std::map<std::string, modules::ModuleDeclaration, std::less<>> known = declarations();
    ActionCatalogue catalogue;
    catalogue.find = [](std::string_view name) {
        const auto found = known.find(name);
        return found != known.end() ? &found->second : nullptr;
    };
    catalogue.runs_on_control_side = [](std::string_view name) { return find_action(name) != nullptr; };
    for (const auto& [name, declaration] : known) catalogue.names.push_back(name);
    return catalogue;
}

}  // namespace

const ActionCatalogue& action_catalogue() {
    static const ActionCatalogue catalogue = made();
    return catalogue;
}

}  // namespace interpreter
