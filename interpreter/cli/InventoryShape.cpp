#include "interpreter/cli/InventoryShape.hpp"

#include "interpreter/expression/Expression.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

// Set by the program for every host: no part of the inventory.
constexpr std::array<std::string_view, 18> set_by_program{
    "ansible_diff_mode", "ansible_config_file", "ansible_facts", "ansible_forks", "ansible_inventory_sources",
    "ansible_limit", "ansible_playbook_python", "ansible_run_tags", "ansible_skip_tags", "ansible_verbosity",
    "ansible_version", "inventory_dir", "inventory_file", "inventory_hostname", "inventory_hostname_short",
    "groups", "group_names", "playbook_dir"};

Value with_dots(const Value& value) {
    if (value.is_secret()) return "********";
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list()) items.push_back(with_dots(item));
        return items;
    }
    if (!value.is_map()) return value;
    Map entries;
    for (const Map::Entry& entry : value.as_map()) entries.set(entry.first, with_dots(entry.second));
    return entries;
}

std::string drawn(const std::string& text, int depth) {
    std::string line;
    for (int level = 0; level < depth; ++level) line += "  |";
    return line + (depth > 0 ? "--" : "") + text + "\n";
}

std::string drawn_variables(const Value& variables, int depth) {
    std::vector<Map::Entry> sorted(variables.as_map().begin(), variables.as_map().end());
    std::sort(sorted.begin(), sorted.end(),
              [](const Map::Entry& left, const Map::Entry& right) { return left.first < right.first; });
    std::string lines;
    for (const Map::Entry& entry : sorted)
        lines += drawn("{" + entry.first + " = " + to_python_text(entry.second) + "}", depth);
    return lines;
}

void set_unless_empty(Map& map, const char* name, const Value& value) {
    const bool empty = value.is_list() ? value.as_list().empty() : value.as_map().empty();
    if (!empty) map.set(name, value);
}

}  // namespace

Value InventoryShape::flattened(const std::vector<std::pair<Layer, Variables>>& layers) const {
    VariableScope scope(sources_.mappings);
    for (const auto& [layer, variables] : layers) scope.add(layer, variables);
    Map all;
    for (const std::string& name : scope.names())
        if (std::find(set_by_program.begin(), set_by_program.end(), name) == set_by_program.end())
            all.set(name, with_dots(scope.find(name)->value));
    return all;
}

Value InventoryShape::variables_of(const Host& host) const {
    if (group_variables_ == GroupVariables::with_groups)
        return flattened(sources_.inventory.own_variables_of(host, sources_.playbook_directory, sources_.files,
                                                             sources_.findings));
    // Without a playbook its directory is this one, as for `run`.
    const std::string directory = sources_.playbook_directory.empty() ? "." : sources_.playbook_directory;
    std::vector<std::pair<Layer, Variables>> layers =
        sources_.inventory.variables_of(host, directory, sources_.files, sources_.findings);
    layers.emplace_back(Layer::extra_vars, sources_.extra_variables);
    return flattened(layers);
}

Value InventoryShape::variables_of(const Group& group) const {
    Value variables = flattened(sources_.inventory.own_variables_of(group, sources_.playbook_directory,
                                                                    sources_.files, sources_.findings));
    if (group.priority == 1) return variables;
    Map with_priority = variables.as_map();
    with_priority.set("ansible_group_priority", group.priority);
    return with_priority;
}

void InventoryShape::add_flat(const Group& group, Map& groups, std::set<const Group*>& seen) const {
    Map shown;
    List hosts;
    for (const Host* host : group.hosts) hosts.emplace_back(host->name);
    if (group.name != "all") set_unless_empty(shown, "hosts", hosts);
    List children;
    for (const Group* child : group.children) {
        children.emplace_back(child->name);
        if (seen.insert(child).second) add_flat(*child, groups, seen);
    }
    set_unless_empty(shown, "children", children);
    if (group_variables_ == GroupVariables::with_groups) set_unless_empty(shown, "vars", variables_of(group));
    if (!shown.empty()) groups.set(group.name, shown);
}

Value InventoryShape::flat() const {
    Map groups;
    std::set<const Group*> seen;
    add_flat(*sources_.inventory.group("all"), groups, seen);
    Map host_variables;
    for (const Host* host : sources_.inventory.hosts())
        if (const Value variables = variables_of(*host); !variables.as_map().empty())
            host_variables.set(host->name, variables);
    groups.set("_meta", Map{{"hostvars", host_variables}});
    return groups;
}

Value InventoryShape::nested_group(const Group& group, std::set<const Host*>& seen) const {
    Map children;
    for (const Group* child : group.children) children.set(child->name, nested_group(*child, seen));
    Map hosts;
    if (group.name != "all")
        for (const Host* host : group.hosts)
            hosts.set(host->name, seen.insert(host).second ? variables_of(*host) : Value(Map{}));
    Map shown;
    set_unless_empty(shown, "children", children);
    set_unless_empty(shown, "hosts", hosts);
    if (group_variables_ == GroupVariables::with_groups) set_unless_empty(shown, "vars", variables_of(group));
    return shown;
}

Value InventoryShape::nested() const {
    std::set<const Host*> seen;
    return Map{{"all", nested_group(*sources_.inventory.group("all"), seen)}};
}

void InventoryShape::draw(const Group& group, ShownVariables shown, int depth, std::string& text) const {
    text += drawn("@" + group.name + ":", depth);
    for (const Group* child : group.children) draw(*child, shown, depth + 1, text);
    if (group.name != "all")
        for (const Host* host : group.hosts) {
            text += drawn(host->name, depth + 1);
            if (shown == ShownVariables::yes) text += drawn_variables(variables_of(*host), depth + 2);
        }
    if (shown == ShownVariables::yes) text += drawn_variables(variables_of(group), depth + 1);
}

std::string InventoryShape::graph(const Group& top, ShownVariables shown) const {
    std::string text;
    draw(top, shown, 0, text);
    return text;
}

}  // namespace interpreter
