#include "interpreter/variables/VariableScope.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace interpreter {

namespace {

bool is_plain_mapping(const Value& value) { return value.is_map() && !value.is_lazy(); }

// Mappings inside are merged too; all else of the stronger one wins.
Map merged_mappings(const Map& weaker, const Map& stronger) {
    Map result = weaker;
    for (const Map::Entry& entry : stronger) {
        const Value* before = result.find(entry.first);
        const bool both = before != nullptr && is_plain_mapping(*before) && is_plain_mapping(entry.second);
        result.set(entry.first,
                   both ? Value(merged_mappings(before->as_map(), entry.second.as_map())) : entry.second);
    }
    return result;
}

}  // namespace

Value over(const Value& weaker, const Value& stronger, HashBehaviour mappings) {
    const bool merges = mappings == HashBehaviour::merge && is_plain_mapping(weaker) && is_plain_mapping(stronger);
    return merges ? Value(merged_mappings(weaker.as_map(), stronger.as_map())) : stronger;
}

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
    std::optional<Found> found;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
        const Variable* variable = entry->variables->find(name);
        if (variable == nullptr) continue;
        if (!found) {
            found = Found{variable->value, entry->layer, variable->position};
            if (mappings_ == HashBehaviour::replace || !is_plain_mapping(found->value)) return found;
            continue;
        }
        if (!is_plain_mapping(variable->value)) break;
        found->value = merged_mappings(variable->value.as_map(), found->value.as_map());
    }
    return found;
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
