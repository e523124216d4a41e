#include "interpreter/variables/VariableScope.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace interpreter {

std::string_view layer_name(Layer layer) {
    static constexpr std::array<std::string_view, 24> names{"command line values",
                                                            "role defaults",
                                                            "inventory file, group variables",
                                                            "inventory group_vars/all",
                                                            "playbook group_vars/all",
                                                            "inventory group_vars",
                                                            "playbook group_vars",
                                                            "inventory file, host variables",
                                                            "inventory host_vars",
                                                            "playbook host_vars",
                                                            "facts",
                                                            "play vars",
                                                            "play vars_prompt",
                                                            "play vars_files",
                                                            "role vars",
                                                            "block vars",
                                                            "task vars",
                                                            "include_vars",
                                                            "set_fact and registered variables",
                                                            "role parameters",
                                                            "include parameters",
                                                            "extra vars",
                                                            "loop",
                                                            "special variables"};
    return names.at(static_cast<std::size_t>(layer));
}

void VariableScope::add(Layer layer, Variables variables) {
    if (!variables || variables->empty()) return;
    const auto place =
        std::upper_bound(entries_.begin(), entries_.end(), layer,
                         [](Layer wanted, const Entry& entry) { return wanted < entry.layer; });
    entries_.insert(place, Entry{layer, std::move(variables)});
}

void VariableScope::set(Layer layer, std::string name, Value value, Position position) {
    VariableMap variables;
    variables.set(std::move(name), std::move(value), position);
    add(layer, std::make_shared<const VariableMap>(std::move(variables)));
}

std::optional<VariableScope::Found> VariableScope::find(std::string_view name) const {
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry)
        if (const Variable* variable = entry->variables->find(name))
            return Found{variable->value, entry->layer, variable->position};
    return std::nullopt;
}

std::vector<VariableScope::Found> VariableScope::all(std::string_view name) const {
    std::vector<Found> found;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry)
        if (const Variable* variable = entry->variables->find(name))
            found.push_back({variable->value, entry->layer, variable->position});
    return found;
}

std::vector<std::string> VariableScope::names() const {
    std::set<std::string_view> names;
    for (const Entry& entry : entries_)
        for (const auto& [name, variable] : *entry.variables)
            names.insert(name);
    return {names.begin(), names.end()};
}

}  // namespace interpreter
