// The table of all modules. To add one: its #include and its line, each in alphabetical order. (Objects that register
// themselves are dropped by the linker with the library that holds them.) Names that exist on the control side only
// (template, set_fact, debug, …) are actions of the interpreter and do not stand here.
#include "modules/commands/CommandModule.hpp"
#include "modules/commands/ShellModule.hpp"
#include "modules/kernel/Sysctl.hpp"
#include "modules/module/Module.hpp"
#include "modules/network/WaitFor.hpp"

#include <algorithm>

namespace modules {

namespace {

template <class Type>
const Module* the() {
    static const Type module;
    return &module;
}

}  // namespace

const std::vector<const Module*>& all_modules() {
    static const std::vector<const Module*> table{
        the<CommandModule>(),
        the<ShellModule>(),
        the<Sysctl>(),
        the<WaitFor>(),
    };
    return table;
}

const Module* find_module(std::string_view name) {
    const std::vector<const Module*>& table = all_modules();
    const auto place = std::lower_bound(table.begin(), table.end(), name,
                                        [](const Module* module, std::string_view wanted) {
                                            return module->name() < wanted;
                                        });
    return place != table.end() && (*place)->name() == name ? *place : nullptr;
}

}  // namespace modules
