#include "modules/pcs/WantedCluster.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace modules::pcs {

namespace {

std::optional<WantedClone> wanted_clone(DeclarationReader& entry) {
    const std::optional<Value> plain = entry.any("clone");
    const std::optional<Value> promotable = entry.any("promotable");
    if (plain && promotable) entry.fail("\"clone\" and \"promotable\" exclude each other");
    const std::optional<Value>& given = plain ? plain : promotable;
    if (!given) return std::nullopt;
    WantedClone clone{plain ? CloneKind::plain : CloneKind::promotable, {}};
    if (given->is_boolean()) return given->as_boolean() ? std::optional(clone) : std::nullopt;
    clone.meta = wanted_values(*given, entry.where() + (plain ? ": clone" : ": promotable"));
    if (clone.kind == CloneKind::promotable) clone.meta.emplace_back("promotable", WantedValue{"true"});
    return clone;
}

WantedOperation wanted_operation(const Value& entry, const std::string& where) {
    DeclarationReader reader(entry, where);
    WantedOperation operation;
    operation["name"] = reader.required("name");
    for (const std::string key : {"interval", "timeout", "on-fail", "enabled", "record-pending",
                                  "start-delay", "interval-origin", "description", "OCF_CHECK_LEVEL"}) {
        std::string underscored = key;
        std::replace(underscored.begin(), underscored.end(), '-', '_');
        std::optional<std::string> value = reader.text(underscored);
        if (underscored != key && !value) value = reader.text(key);
        if (value) operation[key] = *value;
    }
    if (const std::optional<std::string> role = reader.text("role"))
        operation["role"] = role_word(*role, where);
    reader.expect_nothing_else();
    return operation;
}

template <class Entry, class Read>
std::vector<Entry> each(const List& list, const std::string& name, Read read) {
    std::vector<Entry> entries;
    for (std::size_t index = 0; index < list.size(); ++index)
        entries.push_back(read(list[index], fmt::format("{}[{}]", name, index)));
    return entries;
}

void refuse_twice_the_same(const WantedCluster& wanted) {
    std::set<std::string> ids;
    for (const WantedResource& resource : wanted.resources)
        if (!ids.insert(resource.id).second) throw Failure(resource.where + ": it is declared twice");
    for (const WantedGroup& group : wanted.groups)
        if (!ids.insert(group.id).second)
            throw Failure(fmt::format("group \"{}\": its id is declared twice", group.id));
}

}  // namespace

std::string role_word(const std::string& text, const std::string& where) {
    std::string word = text;
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (word == "master") return "Promoted";
    if (word == "slave") return "Unpromoted";
    if (word != "promoted" && word != "unpromoted" && word != "started" && word != "stopped")
        throw Failure(
            fmt::format("{}: role \"{}\"; expected Promoted, Unpromoted, Started or Stopped", where, text));
    word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    return word;
}

WantedResource wanted_resource(const Value& entry, const std::string& where,
                               const std::string& default_standard) {
    DeclarationReader reader(entry, where);
    WantedResource resource;
    resource.id = reader.required("id");
    reader.call(resource.id);
    resource.where = reader.where();
    if (resource.id != sanitized_id(resource.id))
        reader.fail("an id begins with a letter and holds letters, digits, \"-\", \"_\" and \".\" only");
    if (reader.is_absent()) resource.presence = Presence::absent;
    std::string agent = resource.presence == Presence::present ? reader.required("agent")
                                                               : reader.text("agent").value_or("ocf:any:any");
    if (agent.find(':') == std::string::npos && !default_standard.empty())
        agent = default_standard + ":" + agent;
    resource.agent = AgentName::parsed(agent, reader.where());
    if (!default_standard.empty()) resource.agent.standard = default_standard;
    resource.attributes = reader.values("attributes");
    resource.meta = reader.values("meta");
    resource.utilization = reader.values("utilization");
    resource.operations =
        each<WantedOperation>(reader.items("operations"), reader.where() + ": operations", wanted_operation);
    resource.clone = wanted_clone(reader);
    resource.group = reader.text("group");
    resource.force = reader.flag("force").value_or(false);
    if (resource.clone && resource.group)
        reader.fail("a member of a group cannot be cloned alone; clone the group, under \"groups\"");
    reader.expect_nothing_else();
    return resource;
}

WantedGroup wanted_group(const Value& entry, const std::string& where) {
    DeclarationReader reader(entry, where);
    WantedGroup group;
    group.id = reader.required("id");
    reader.call(group.id);
    if (reader.is_absent()) group.presence = Presence::absent;
    group.meta = reader.values("meta");
    group.clone = wanted_clone(reader);
    reader.expect_nothing_else();
    return group;
}

WantedLevel wanted_level(const Value& entry, const std::string& where) {
    DeclarationReader reader(entry, where);
    WantedLevel level;
    level.where = where;
    level.level = reader.required("level");
    if (reader.is_absent()) level.presence = Presence::absent;
    for (const auto& [key, name] : {std::pair{"target", "target"},
                                    {"target_pattern", "target-pattern"},
                                    {"target_attribute", "target-attribute"},
                                    {"target_value", "target-value"}})
        if (const std::optional<std::string> value = reader.text(key)) level.target[name] = *value;
    if (level.target.empty()) reader.fail("\"target\" is missing: a node's name");
    for (const Value& device : reader.items("devices"))
        level.devices.push_back(wanted_value(device, where + ": devices").text);
    if (level.devices.empty() && level.presence == Presence::present) reader.fail("\"devices\" is missing");
    reader.expect_nothing_else();
    return level;
}

WantedCluster wanted_cluster(const ClusterLists& lists) {
    WantedCluster wanted;
    wanted.properties = wanted_values(lists.properties, "properties");
    wanted.resource_defaults = wanted_values(lists.resource_defaults, "resource_defaults");
    wanted.operation_defaults = wanted_values(lists.operation_defaults, "operation_defaults");
    for (const auto& [node, attributes] : lists.node_attributes)
        wanted.node_attributes.emplace_back(node, wanted_values(attributes, "node_attributes." + node));
    wanted.resources =
        each<WantedResource>(lists.stonith, "stonith", [](const Value& entry, const std::string& where) {
            return wanted_resource(entry, where, "stonith");
        });
    for (WantedResource& resource :
         each<WantedResource>(lists.resources, "resources", [](const Value&entry, const std::string&where) {
             return wanted_resource(entry, where, "");
         }))
        wanted.resources.push_back(std::move(resource));
    wanted.groups = each<WantedGroup>(lists.groups, "groups", wanted_group);
    wanted.levels = each<WantedLevel>(lists.stonith_levels, "stonith_levels", wanted_level);
    wanted.constraints = each<WantedConstraint>(lists.order, "order", wanted_order);
    const auto add = [&](std::vector<WantedConstraint> constraints) {
        for (WantedConstraint& constraint : constraints)
            wanted.constraints.push_back(std::move(constraint));
    };
    add(each<WantedConstraint>(lists.colocation, "colocation", wanted_colocation));
    add(each<WantedConstraint>(lists.location, "location", wanted_location));
    refuse_twice_the_same(wanted);
    return wanted;
}

}  // namespace modules::pcs
