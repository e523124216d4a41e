#include "interpreter/cli/Catalogue.hpp"

#include "interpreter/actions/Action.hpp"
#include "modules/module/Module.hpp"

#include <map>
#include <mutex>
#include <set>

namespace interpreter {

namespace {

/// Declarations of modules that somebody has asked for: a playbook means a few of many, and to write all of them down
/// takes longer than all else that a short play does.
class KnownModules {
  public:
    // Names that begin with '_' are halves of something else, and not for tasks.
    const modules::ModuleDeclaration* find(std::string_view name) {
        const modules::Module* module = name.starts_with('_') ? nullptr : modules::find_module(name);
        if (module == nullptr) return nullptr;
        const std::lock_guard lock(mutex_);
        const auto known = declarations_.find(name);
        if (known != declarations_.end()) return &known->second;
        return &declarations_.emplace(std::string(name), modules::declaration_of(*module)).first->second;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, modules::ModuleDeclaration, std::less<>> declarations_;
};

// An action hides the module of its name: it is the one that tasks mean.
ActionCatalogue made() {
    ActionCatalogue catalogue;
    catalogue.find = [](std::string_view name) {
        static KnownModules known;
        const Action* action = find_action(name);
        return action != nullptr ? &action->declaration : known.find(name);
    };
    catalogue.runs_on_control_side = [](std::string_view name) { return find_action(name) != nullptr; };
    std::set<std::string> names;
    for (const Action& action : all_actions()) names.insert(action.declaration.name);
    for (const modules::Module* module : modules::all_modules())
        if (!module->name().starts_with('_')) names.emplace(module->name());
    catalogue.names.assign(names.begin(), names.end());
    return catalogue;
}

}  // namespace

const ActionCatalogue& action_catalogue() {
    static const ActionCatalogue catalogue = made();
    return catalogue;
}

}  // namespace interpreter
