#include "modules/pcs/ResourceComposer.hpp"

#include "modules/pcs/AttributeCheck.hpp"
#include "modules/pcs/Duration.hpp"
#include "modules/pcs/Operations.hpp"
#include "modules/pcs/References.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace modules::pcs {

namespace {

constexpr const char* instance = "instance_attributes";
constexpr const char* meta = "meta_attributes";

/// pcs writes the pairs of a resource in the order of their names.
WantedValues by_name(const WantedValues& values) {
    WantedValues sorted = values;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    return sorted;
}

bool is_group(pugi::xml_node element) {
    return std::string_view(element.name()) == "group";
}

void describe_clone(Attributes& description, pugi::xml_node clone) {
    if (!is_clone(clone)) return;
    const Attributes pairs = pairs_of(clone, meta);
    const auto promotable = pairs.find("promotable");
    const bool promoted = std::string_view(clone.name()) == "master" ||
                          (promotable != pairs.end() && mean_the_same(promotable->second, "true"));
    description["cloned as"] = promoted ? "promotable" : "plain";
    for (const auto& [name, value] : pairs)
        if (name != "promotable") description["clone meta " + name] = value;
}

Attributes described_group(pugi::xml_node group) {
    Attributes description;
    for (const auto& [name, value] : pairs_of(group, meta))
        description["meta " + name] = value;
    describe_clone(description, group.parent());
    return description;
}

std::string described_operation(const Attributes& operation) {
    std::string text;
    for (const auto& [name, value] : operation)
        if (name != "name" && name != "interval" && name != "role")
            text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
    return text.empty() ? "yes" : text;
}

AgentName agent_of(pugi::xml_node primitive) {
    return {primitive.attribute("class").value(), primitive.attribute("provider").value(),
            primitive.attribute("type").value()};
}

/// Fence agents that turn a node on themselves when it joins say so in their metadata; Pacemaker is told by a
/// meta attribute, as pcs does.
bool provides_unfencing(const AgentMetadata& agent) {
    for (const AgentAction& action : agent.actions)
        if (action.name == "on" && action.automatic && action.on_target) return true;
    return false;
}

}  // namespace

Attributes described_primitive(pugi::xml_node primitive) {
    Attributes description = pairs_of(primitive, instance);
    description["resource agent"] = agent_of(primitive).text();
    for (const auto& [name, value] : pairs_of(primitive, meta))
        description["meta " + name] = value;
    for (const auto& [name, value] : pairs_of(primitive, "utilization"))
        description["utilization " + name] = value;
    for (pugi::xml_node element : primitive.child("operations").children("op")) {
        const Attributes operation = operation_of(element);
        const auto role = operation.find("role");
        description[fmt::format("operation {} {}{}", operation.at("name"), operation.at("interval"),
                                role == operation.end() ? "" : " " + role->second)] =
            described_operation(operation);
    }
    if (is_group(primitive.parent())) description["in group"] = primitive.parent().attribute("id").value();
    describe_clone(description, primitive.parent());
    return description;
}

std::optional<AgentMetadata> ResourceComposer::metadata_for(const WantedResource& wanted) const {
    std::optional<AgentMetadata> agent = agents_.find(wanted.agent);
    if (!agent && !wanted.force && !cib_.find(wanted.id))
        throw Failure(
            fmt::format("{}: the agent {} is not installed here; install it, or say \"force: true\"",
                        wanted.where, wanted.agent.text()));
    if (agent && !wanted.force && wanted.agent.standard != "systemd") check_attributes(wanted, *agent);
    return agent;
}

void ResourceComposer::compose(const WantedResource& wanted) {
    pugi::xml_node primitive = cib_.find(wanted.id);
    if (primitive && std::string_view(primitive.name()) != "primitive")
        throw Failure(fmt::format("{}: the id belongs to a <{}>", wanted.where, primitive.name()));
    if (wanted.presence == Presence::absent) {
        if (primitive) remove(primitive, wanted.subject());
        return;
    }
    const std::optional<AgentMetadata> agent = metadata_for(wanted);
    const Description before = primitive ? Description(described_primitive(primitive)) : std::nullopt;
    if (!primitive) primitive = cib_.add(cib_.section_made("resources"), "primitive", wanted.id);
    set_agent(primitive, wanted.agent);
    set_whole(primitive, instance, wanted.attributes);
    set_values(primitive, meta, wanted.meta);
    if (agent && wanted.is_stonith() && provides_unfencing(*agent))
        set_values(primitive, meta, {{"provides", WantedValue{"unfencing"}}});
    set_operations_of(primitive, wanted, agent);
    set_values(primitive, "utilization", wanted.utilization);
    put_into_place(primitive, wanted);
    if (!wanted.group) set_clone(primitive, wanted.clone);
    differences_.add(wanted.subject(), before, described_primitive(primitive));
    const std::optional<std::string> target = pair_value(primitive, meta, "target-role");
    bool declared = false;
    for (const auto& [name, value] : wanted.meta)
        declared = declared || name == "target-role";
    if (target == "Stopped" && !declared)
        warnings_.push_back(fmt::format("{} is disabled (target-role=Stopped), which the list does not say; "
                                        "it is left so",
                                        wanted.subject()));
}

void ResourceComposer::compose(const WantedGroup& wanted) {
    const pugi::xml_node group = cib_.find(wanted.id);
    const std::string subject = "group " + wanted.id;
    if (wanted.presence == Presence::absent) {
        if (!group) return;
        while (const pugi::xml_node member = group.child("primitive")) {
            const std::string id = member.attribute("id").value();
            const bool last = !member.next_sibling("primitive");
            remove(member, (agent_of(member).standard == "stonith" ? "stonith " : "resource ") + id);
            if (last) return;
        }
        return;
    }
    if (!group || !is_group(group))
        throw Failure(fmt::format("group \"{}\": no resource says \"group: {}\", and a group cannot be empty",
                                  wanted.id, wanted.id));
    const Attributes before = described_group(group);
    set_values(group, meta, wanted.meta);
    set_clone(group, wanted.clone);
    differences_.add(subject, before, described_group(group));
}

void ResourceComposer::set_agent(pugi::xml_node primitive, const AgentName& agent) {
    if (agent_of(primitive) == agent) return;
    set_attribute(primitive, "class", agent.standard);
    set_attribute(primitive, "provider",
                  agent.provider.empty() ? std::nullopt : std::optional(agent.provider));
    set_attribute(primitive, "type", agent.type);
}

void ResourceComposer::set_operations_of(pugi::xml_node primitive, const WantedResource& wanted,
                                         const std::optional<AgentMetadata>& agent) {
    const bool new_here = !primitive.child("operations");
    if (agent || new_here) {
        set_operations(cib_, primitive, complete_operations(wanted, agent ? &*agent : nullptr),
                       OtherOperations::removed);
        return;
    }
    // Without the agent's metadata nobody can say which of the other operations are its defaults.
    std::vector<Attributes> declared = complete_operations(wanted, nullptr);
    std::erase_if(declared, [&](const Attributes& operation) {
        for (const WantedOperation& said : wanted.operations)
            if (said.at("name") == operation.at("name")) return false;
        return true;
    });
    set_operations(cib_, primitive, declared, OtherOperations::kept);
}

void ResourceComposer::put_into_place(pugi::xml_node primitive, const WantedResource& wanted) {
    const pugi::xml_node parent = primitive.parent();
    if (!wanted.group) {
        if (!is_group(parent)) return;
        leave_container(primitive);
        return;
    }
    if (is_group(parent) && *wanted.group == parent.attribute("id").value()) return;
    leave_container(primitive);
    pugi::xml_node group = cib_.find(*wanted.group);
    if (group && !is_group(group))
        throw Failure(fmt::format("{}: group \"{}\": the id belongs to a <{}>", wanted.where, *wanted.group,
                                  group.name()));
    if (!group) group = cib_.add(cib_.section("resources"), "group", *wanted.group);
    const pugi::xml_node after_members = group.child(meta);
    if (after_members) {
        group.insert_move_before(primitive, after_members);
    } else {
        group.append_move(primitive);
    }
}

void ResourceComposer::leave_container(pugi::xml_node primitive) {
    const pugi::xml_node container = primitive.parent();
    if (!is_group(container) && !is_clone(container)) return;
    pugi::xml_node outermost = is_clone(container.parent()) ? container.parent() : container;
    cib_.section("resources").insert_move_after(primitive, outermost);
    if (container.child("primitive") || container.child("group")) return;
    remove_references(cib_, differences_, container.attribute("id").value());
    if (outermost != container) remove_references(cib_, differences_, outermost.attribute("id").value());
    cib_.remove(outermost);
}

void ResourceComposer::set_clone(pugi::xml_node member, const std::optional<WantedClone>& wanted) {
    pugi::xml_node clone = member.parent();
    if (!wanted) {
        if (is_clone(clone)) leave_container(member);
        return;
    }
    if (!is_clone(clone)) {
        const std::string id = cib_.free_id(member.attribute("id").value() + std::string("-clone"));
        pugi::xml_node place = member.next_sibling();
        clone = cib_.add(member.parent(), "clone", id, place);
        clone.append_move(member);
    }
    set_values(clone, meta, wanted->meta);
    if (wanted->kind == CloneKind::plain) remove_pair(cib_, clone, meta, "promotable");
}

void ResourceComposer::set_values(pugi::xml_node owner, const char* tag, const WantedValues& values) {
    const std::string set_id = fmt::format("{}-{}", owner.attribute("id").value(), tag);
    const char* before =
        is_clone(owner) || is_group(owner) || std::string_view(tag) == "utilization" ? "" : "operations";
    for (const auto& [name, value] : by_name(values)) {
        const std::optional<std::string> present = pair_value(owner, tag, name);
        if (value.absent) {
            if (present) remove_pair(cib_, owner, tag, name);
        } else if (!present || !mean_the_same(*present, value.text)) {
            set_pair(cib_, {owner, tag, set_id, PairIds::whole_name, before}, name, value.text);
        }
    }
}

void ResourceComposer::set_whole(pugi::xml_node owner, const char* tag, const WantedValues& values) {
    const std::string set_id = fmt::format("{}-{}", owner.attribute("id").value(), tag);
    Attributes superfluous = pairs_of(owner, tag);
    for (const auto& [name, value] : by_name(values)) {
        if (value.absent) continue;
        superfluous.erase(name);
        if (pair_value(owner, tag, name) == value.text) continue;
        const char* before = owner.child(meta) ? meta : "operations";
        set_pair(cib_, {owner, tag, set_id, PairIds::whole_name, before}, name, value.text);
    }
    for (const auto& [name, value] : superfluous)
        remove_pair(cib_, owner, tag, name);
}

void ResourceComposer::remove(pugi::xml_node resource, const std::string& subject) {
    differences_.add(subject, described_primitive(resource), std::nullopt);
    remove_references(cib_, differences_, resource.attribute("id").value());
    leave_container(resource);
    cib_.remove(resource);
}

}  // namespace modules::pcs
