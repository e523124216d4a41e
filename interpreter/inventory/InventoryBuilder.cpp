#include "interpreter/inventory/InventoryBuilder.hpp"

#include "interpreter/inventory/InventoryContents.hpp"
#include "interpreter/variables/VariableName.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <tuple>

namespace interpreter {

namespace {

template <class Item>
bool contains(const std::vector<Item>& items, const Item& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// The names from `from` down to `to`, both included; empty when it is not below.
std::vector<std::string> path_down(const Group& from, const Group& to) {
    if (&from == &to) return {from.name};
    for (const Group* child : from.children) {
        std::vector<std::string> rest = path_down(*child, to);
        if (rest.empty()) continue;
        rest.insert(rest.begin(), from.name);
        return rest;
    }
    return {};
}

std::optional<int> whole_number(const Value& value) {
    if (value.is_integer()) return static_cast<int>(value.as_integer());
    if (!value.is_text()) return std::nullopt;
    const std::string& text = value.as_text();
    int number = 0;
    const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole ? std::optional<int>(number) : std::nullopt;
}

void add_ancestors(const Group& group, std::set<const Group*>& found) {
    if (!found.insert(&group).second) return;
    for (const Group* parent : group.parents)
        add_ancestors(*parent, found);
}

}  // namespace

InventoryBuilder::InventoryBuilder(Diagnostics& diagnostics)
    : diagnostics_(diagnostics), contents_(std::make_unique<Inventory::Contents>()) {
    all_ = &add_group("all", {});
    ungrouped_ = &add_group("ungrouped", {});
    add_child(*all_, *ungrouped_, {});
}

InventoryBuilder::~InventoryBuilder() = default;

void InventoryBuilder::begin_source(std::string path, std::string directory) {
    source_ = std::move(path);
    directory_ = std::move(directory);
}

void InventoryBuilder::add_variables_directory(std::string directory) {
    if (!contains(contents_->directories, directory)) contents_->directories.push_back(std::move(directory));
}

Group* InventoryBuilder::find_group(std::string_view name) const {
    const auto found = contents_->group_by_name.find(name);
    return found != contents_->group_by_name.end() ? found->second : nullptr;
}

Group& InventoryBuilder::add_group(const std::string& name, Position position) {
    if (Group* known = find_group(name)) {
        if (!known->position.known()) known->position = position;
        return *known;
    }
    Group group;
    group.name = name;
    group.position = position;
    Group& added = contents_->groups.emplace_back(std::move(group));
    contents_->group_by_name.emplace(added.name, &added);
    const bool is_plain = std::all_of(name.begin(), name.end(), [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '_';
    });
    if (!is_plain || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
        diagnostics_.warning("group '" + name + "' cannot be written as a variable name", position,
                             "groups['" + name + "'] works, groups." + name +
                                 " does not; use letters, digits and '_'");
    return added;
}

Host& InventoryBuilder::add_host(const std::string& name, Group& group, Position position) {
    const auto known = contents_->host_by_name.find(name);
    Host* host = known != contents_->host_by_name.end() ? known->second : nullptr;
    if (host == nullptr) {
        Host added;
        added.name = name;
        added.position = position;
        host = &contents_->hosts.emplace_back(std::move(added));
        contents_->host_by_name.emplace(host->name, host);
        VariableMap& variables = host_variables_[host];
        variables.set("inventory_file", source_);
        variables.set("inventory_dir", directory_.empty() ? Value() : Value(directory_));
    }
    std::vector<Group*>& groups = memberships_[host];
    if (contains(groups, &group)) return *host;
    groups.push_back(&group);
    group.hosts.push_back(host);
    return *host;
}

void InventoryBuilder::check_name(const std::string& name, Position position) {
    if (is_variable_name(name)) return;
    diagnostics_.warning('\'' + name + "' is not a valid variable name", position,
                         std::string(variable_name_hint));
}

void InventoryBuilder::set_variable(Group& group, const std::string& name, Value value, Position position) {
    if (name == "ansible_group_priority") {
        const std::optional<int> priority = whole_number(value);
        if (priority) group.priority = *priority;
        if (!priority)
            diagnostics_.error("ansible_group_priority must be an integer", position, "groups start with 1");
        return;
    }
    check_name(name, position);
    group_variables_[&group].set(name, std::move(value), position);
}

void InventoryBuilder::set_variable(Host& host, const std::string& name, Value value, Position position) {
    check_name(name, position);
    host_variables_[&host].set(name, std::move(value), position);
}

void InventoryBuilder::add_child(Group& parent, Group& child, Position position) {
    if (contains(parent.children, &child)) return;
    const std::vector<std::string> loop = path_down(child, parent);
    if (!loop.empty()) {
        std::string names;
        for (const std::string& name : loop)
            names += name + " → ";
        return diagnostics_.error("group '" + child.name + "' would contain itself: " + names + child.name,
                                  position, "remove one of these children");
    }
    parent.children.push_back(&child);
    child.parents.push_back(&parent);
}

std::vector<std::string> InventoryBuilder::group_names() const {
    std::vector<std::string> names;
    for (const Group& group : contents_->groups)
        names.push_back(group.name);
    return names;
}

void InventoryBuilder::settle_ungrouped() {
    for (Group& group : contents_->groups)
        if (&group != all_ && group.parents.empty()) add_child(*all_, group, group.position);
    for (Host& host : contents_->hosts) {
        std::vector<Group*>& groups = memberships_[&host];
        const bool is_grouped = std::any_of(groups.begin(), groups.end(), [this](const Group* group) {
            return group != all_ && group != ungrouped_;
        });
        if (is_grouped && contains(groups, ungrouped_)) {
            std::erase(groups, ungrouped_);
            std::erase(ungrouped_->hosts, &host);
        } else if (!is_grouped && !contains(groups, ungrouped_)) {
            add_host(host.name, *ungrouped_, host.position);
        }
    }
}

/// The longest way from `all`.
void InventoryBuilder::measure_depths() {
    bool changed = true;
    while (changed) {
        changed = false;
        for (Group& group : contents_->groups)
            for (Group* child : group.children)
                if (child->depth <= group.depth) {
                    child->depth = group.depth + 1;
                    changed = true;
                }
    }
}

void InventoryBuilder::give_groups(Host& host) {
    std::set<const Group*> found{all_};
    for (const Group* group : memberships_[&host])
        add_ancestors(*group, found);
    host.groups.assign(found.begin(), found.end());
    std::sort(host.groups.begin(), host.groups.end(), [this](const Group* left, const Group* right) {
        const auto rank = [this](const Group* group) {
            return std::tuple(group != all_, group->depth, group->priority, std::string_view(group->name));
        };
        return rank(left) < rank(right);
    });
}

void InventoryBuilder::warn_about_shared_names() {
    for (const Host& host : contents_->hosts) {
        const Group* group = find_group(host.name);
        if (group == nullptr) continue;
        Diagnostic found{Severity::warning, "'" + host.name + "' is the name of a host and of a group",
                         host.position};
        if (group->position.known()) found.notes.push_back({"the group is here", group->position});
        found.hint = "a pattern with that name means the group; rename one of them";
        diagnostics_.add(std::move(found));
    }
}

void InventoryBuilder::add_implicit_hosts() {
    const std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
    for (const std::string& name : names)
        if (contents_->host_by_name.contains(name)) return;
    for (const std::string& name : names) {
        VariableMap variables;
        variables.set("ansible_connection", "local");
        Host host;
        host.name = name;
        host.variables = std::make_shared<const VariableMap>(std::move(variables));
        host.groups = {all_};
        host.implicit = true;
        contents_->implicit_hosts.push_back(std::move(host));
    }
}

Inventory InventoryBuilder::finish(std::vector<std::string> sources) {
    settle_ungrouped();
    measure_depths();
    warn_about_shared_names();
    add_implicit_hosts();
    for (Group& group : contents_->groups)
        group.variables = std::make_shared<const VariableMap>(std::move(group_variables_[&group]));
    for (Host& host : contents_->hosts) {
        host.variables = std::make_shared<const VariableMap>(std::move(host_variables_[&host]));
        give_groups(host);
    }
    contents_->sources = std::move(sources);
    Inventory inventory;
    inventory.contents_ = std::move(contents_);
    return inventory;
}

}  // namespace interpreter
