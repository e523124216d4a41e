// The part of Inventory that a run changes: add_host, group_by, and reading it anew.

#include "interpreter/inventory/Inventory.hpp"
#include "interpreter/inventory/InventoryContents.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace interpreter {

namespace {

template <class Item>
bool add_new(std::vector<Item*>& items, Item& item) {
    if (std::find(items.begin(), items.end(), &item) != items.end()) return false;
    items.push_back(&item);
    return true;
}

bool is_below(const Group& group, const Group& above) {
    if (&group == &above) return true;
    return std::any_of(group.parents.begin(), group.parents.end(),
                       [&](const Group* parent) { return is_below(*parent, above); });
}

void deepen(Group& group, int depth) {
    if (group.depth >= depth) return;
    group.depth = depth;
    for (Group* child : group.children)
        deepen(*child, depth + 1);
}

bool add_child(Group& parent, Group& child) {
    if (is_below(parent, child) || !add_new(parent.children, child)) return false;
    add_new(child.parents, parent);
    deepen(child, parent.depth + 1);
    return true;
}

void add_with_parents(const Group& group, std::set<const Group*>& found) {
    if (!found.insert(&group).second) return;
    for (const Group* parent : group.parents)
        add_with_parents(*parent, found);
}

}  // namespace

Group& Inventory::Contents::group_named(const std::string& name) {
    const auto known = group_by_name.find(name);
    if (known != group_by_name.end()) return *known->second;
    Group& group = groups.emplace_back();
    group.name = name;
    group.variables = std::make_shared<const VariableMap>();
    group_by_name.emplace(group.name, &group);
    return group;
}

bool Inventory::Contents::put(Host& host, Group& group) {
    if (!add_new(group.hosts, host)) return false;
    Group& ungrouped = group_named("ungrouped");
    if (&group != &ungrouped && group.name != "all") std::erase(ungrouped.hosts, &host);
    return true;
}

void Inventory::Contents::settle_groups_of(Host& host) {
    std::set<const Group*> found{&group_named("all")};
    for (const Group& group : groups)
        if (std::find(group.hosts.begin(), group.hosts.end(), &host) != group.hosts.end())
            add_with_parents(group, found);
    host.groups.assign(found.begin(), found.end());
    const auto rank = [](const Group* group) {
        return std::tuple(group->name != "all", group->depth, group->priority, std::string_view(group->name));
    };
    std::sort(host.groups.begin(), host.groups.end(),
              [&](const Group* left, const Group* right) { return rank(left) < rank(right); });
}

bool Inventory::add_host(const HostAddition& addition) {
    const std::unique_lock lock(contents_->mutex);
    bool changed = false;
    const auto known = contents_->host_by_name.find(addition.name);
    Host* host = known != contents_->host_by_name.end() ? known->second : nullptr;
    if (host == nullptr) {
        host = &contents_->hosts.emplace_back();
        host->name = addition.name;
        host->variables = std::make_shared<const VariableMap>();
        contents_->host_by_name.emplace(host->name, host);
        changed = true;
    }
    auto variables = std::make_shared<VariableMap>(*host->variables);
    for (const Map::Entry& entry : addition.variables) {
        const Variable* before = variables->find(entry.first);
        if (before != nullptr && before->value == entry.second) continue;
        variables->set(entry.first, entry.second);
        changed = true;
    }
    host->variables = variables;
    Group& all = contents_->group_named("all");
    for (const std::string& name : addition.groups) {
        Group& group = contents_->group_named(name);
        if (group.parents.empty() && &group != &all) add_child(all, group);
        changed = contents_->put(*host, group) || changed;
    }
    const bool grouped = std::any_of(contents_->groups.begin(), contents_->groups.end(), [&](const Group& group) {
        return group.name != "all" && std::find(group.hosts.begin(), group.hosts.end(), host) != group.hosts.end();
    });
    if (!grouped) contents_->put(*host, contents_->group_named("ungrouped"));
    contents_->settle_groups_of(*host);
    return changed;
}

void Inventory::replace_with(Inventory fresh) {
    const std::unique_lock lock(contents_->mutex);
    InventoryParts& parts = *contents_;
    contents_->former.push_back(std::move(parts));
    parts = std::move(static_cast<InventoryParts&>(*fresh.contents_));
}

bool Inventory::add_to_group(const Host& host, const std::string& group, const std::vector<std::string>& parents) {
    const std::unique_lock lock(contents_->mutex);
    Group& all = contents_->group_named("all");
    bool changed = contents_->group_by_name.find(group) == contents_->group_by_name.end();
    Group& target = contents_->group_named(group);
    for (const std::string& name : parents) {
        Group& parent = contents_->group_named(name);
        if (parent.parents.empty() && &parent != &all) add_child(all, parent);
        changed = add_child(parent, target) || changed;
    }
    if (target.parents.empty() && &target != &all) add_child(all, target);
    for (std::deque<Host>* hosts : {&contents_->hosts, &contents_->implicit_hosts})
        for (Host& member : *hosts)
            if (&member == &host) changed = contents_->put(member, target) || changed;
    // Whoever is in the group is below its new parents too.
    for (std::deque<Host>* hosts : {&contents_->hosts, &contents_->implicit_hosts})
        for (Host& member : *hosts)
            contents_->settle_groups_of(member);
    return changed;
}

}  // namespace interpreter
