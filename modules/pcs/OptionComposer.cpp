#include "modules/pcs/OptionComposer.hpp"

#include "modules/pcs/Duration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

namespace modules::pcs {

namespace {

enum class Comparison { meaning, text };

void set_each(CibDocument& cib, const SetPlace& place, const WantedValues& wanted, Comparison comparison) {
    for (const auto& [name, value] : wanted) {
        const std::optional<std::string> present = pair_value(place.owner, place.tag, name);
        if (value.absent) {
            if (present) remove_pair(cib, place.owner, place.tag, name);
            continue;
        }
        const bool same = present && (comparison == Comparison::text ? *present == value.text
                                                                     : mean_the_same(*present, value.text));
        if (!same) set_pair(cib, place, name, value.text);
    }
}

Attributes target_of(pugi::xml_node level) {
    Attributes target;
    for (const char* name : {"target", "target-pattern", "target-attribute", "target-value"})
        if (const pugi::xml_attribute attribute = level.attribute(name)) target[name] = attribute.value();
    return target;
}

/// Pacemaker keeps an entry in <nodes> for a remote node only once it has an attribute.
bool is_remote_node(const CibDocument& cib, const std::string& name) {
    const pugi::xml_node connection = cib.find(name);
    if (std::string_view(connection.name()) == "primitive" &&
        std::string_view(connection.attribute("type").value()) == "remote")
        return true;
    for (const pugi::xpath_node pair :
         cib.section("resources").select_nodes(".//nvpair[@name='remote-node']"))
        if (name == pair.node().attribute("value").value()) return true;
    return false;
}

}  // namespace

void OptionComposer::properties(const WantedValues& wanted) {
    if (wanted.empty()) return;
    pugi::xml_node owner = cib_.section_made("crm_config");
    const Attributes before = pairs_of(owner, "cluster_property_set");
    set_each(cib_,
             {owner, "cluster_property_set", "cib-bootstrap-options", PairIds::first_twenty_letters, ""},
             wanted, Comparison::meaning);
    const Attributes after = pairs_of(owner, "cluster_property_set");
    for (const auto& [name, value] : wanted) {
        const auto side = [&name = name](const Attributes& pairs) {
            const auto found = pairs.find(name);
            return found == pairs.end() ? Description() : Attributes{*found};
        };
        differences_.add("property " + name, side(before), side(after));
    }
}

void OptionComposer::defaults(const char* section, const WantedValues& wanted) {
    if (wanted.empty()) return;
    pugi::xml_node owner = cib_.section_made(section);
    const Attributes before = pairs_of(owner, "meta_attributes");
    set_each(cib_,
             {owner, "meta_attributes", fmt::format("{}-meta_attributes", section),
              PairIds::first_twenty_letters, ""},
             wanted, Comparison::meaning);
    differences_.add(std::string_view(section) == "rsc_defaults" ? "resource defaults" : "operation defaults",
                     before, pairs_of(owner, "meta_attributes"));
}

pugi::xml_node OptionComposer::node_named(const std::string& name) {
    pugi::xml_node nodes = cib_.section_made("nodes");
    if (pugi::xml_node node = nodes.find_child_by_attribute("node", "uname", name.c_str())) return node;
    if (!is_remote_node(cib_, name)) {
        std::vector<std::string> known;
        for (pugi::xml_node node : nodes.children("node"))
            known.emplace_back(node.attribute("uname").value());
        throw Failure(fmt::format("node_attributes: there is no node \"{}\" in the cluster; it has {}", name,
                                  known.empty() ? "none yet" : fmt::format("{}", fmt::join(known, ", "))));
    }
    pugi::xml_node node = nodes.append_child("node");
    set_attribute(node, "type", "remote");
    // The connection resource has the same id; Pacemaker tells the two apart by where they stand.
    set_attribute(node, "id", name);
    set_attribute(node, "uname", name);
    return node;
}

void OptionComposer::node_attributes(const std::string& node, const WantedValues& wanted) {
    pugi::xml_node owner = node_named(node);
    const Attributes before = pairs_of(owner, "instance_attributes");
    set_each(cib_, {owner, "instance_attributes", fmt::format("nodes-{}", owner.attribute("id").value())},
             wanted, Comparison::text);
    differences_.add("node " + node, before, pairs_of(owner, "instance_attributes"));
}

void OptionComposer::level(const WantedLevel& wanted) {
    pugi::xml_node found;
    for (pugi::xml_node level : cib_.section("fencing-topology").children("fencing-level"))
        if (wanted.level == level.attribute("index").value() && wanted.target == target_of(level))
            found = level;
    const Description before = found ? Description(attributes_of(found)) : std::nullopt;
    const std::string subject =
        fmt::format("stonith level {} of {}", wanted.level, wanted.target.begin()->second);
    if (wanted.presence == Presence::absent) {
        if (found) cib_.remove(found);
        differences_.add(subject, before, std::nullopt);
        return;
    }
    for (const std::string& device : wanted.devices)
        if (std::string_view(cib_.find(device).attribute("class").value()) != "stonith")
            throw Failure(fmt::format("{}: there is no fence device \"{}\" in the cluster or in this list",
                                      wanted.where, device));
    const std::string devices = fmt::format("{}", fmt::join(wanted.devices, ","));
    if (!found) {
        const std::string id = fmt::format("fl-{}-{}", wanted.target.begin()->second, wanted.level);
        found = cib_.add(cib_.section_made("fencing-topology"), "fencing-level", cib_.free_id(id));
        set_attribute(found, "index", wanted.level);
        for (const auto& [name, value] : wanted.target)
            set_attribute(found, name, value);
    }
    set_attribute(found, "devices", devices);
    differences_.add(subject, before, attributes_of(found));
}

}  // namespace modules::pcs
