#include "modules/pcs/NameValues.hpp"

#include <string_view>

namespace modules::pcs {

namespace {

pugi::xml_node set_without_rule(pugi::xml_node owner, const char* tag) {
    for (pugi::xml_node set : owner.children(tag))
        if (!set.child("rule")) return set;
    return {};
}

pugi::xml_node pair_named(pugi::xml_node set, const std::string& name) {
    return set.find_child_by_attribute("nvpair", "name", name.c_str());
}

}  // namespace

Attributes pairs_of(pugi::xml_node owner, const char* tag) {
    Attributes pairs;
    for (pugi::xml_node pair : set_without_rule(owner, tag).children("nvpair"))
        pairs.emplace(pair.attribute("name").value(), pair.attribute("value").value());
    return pairs;
}

std::optional<std::string> pair_value(pugi::xml_node owner, const char* tag, const std::string& name) {
    const pugi::xml_node pair = pair_named(set_without_rule(owner, tag), name);
    if (!pair) return std::nullopt;
    return pair.attribute("value").value();
}

void set_pair(CibDocument& cib, const SetPlace& place, const std::string& name, const std::string& value) {
    pugi::xml_node owner = place.owner;
    pugi::xml_node set = set_without_rule(owner, place.tag);
    if (!set) set = cib.add(owner, place.tag, cib.free_id(place.set_id), owner.child(place.before));
    pugi::xml_node pair = pair_named(set, name);
    if (!pair) {
        const std::string suffix =
            place.pair_ids == PairIds::first_twenty_letters ? name.substr(0, 20) : name;
        pair = cib.add(set, "nvpair", cib.free_id(std::string(set.attribute("id").value()) + "-" + suffix));
        set_attribute(pair, "name", name);
    }
    set_attribute(pair, "value", value);
}

void remove_pair(CibDocument& cib, pugi::xml_node owner, const char* tag, const std::string& name) {
    // The set stays, also when it is empty: access rules may allow writing pairs but not sets.
    if (const pugi::xml_node pair = pair_named(set_without_rule(owner, tag), name)) cib.remove(pair);
}

void set_attribute(pugi::xml_node element, const std::string& name, const std::optional<std::string>& value) {
    if (!value) {
        element.remove_attribute(name.c_str());
        return;
    }
    pugi::xml_attribute attribute = element.attribute(name.c_str());
    if (!attribute) attribute = element.append_attribute(name.c_str());
    attribute.set_value(value->c_str());
}

Attributes attributes_of(pugi::xml_node element) {
    Attributes attributes;
    for (pugi::xml_attribute attribute : element.attributes())
        if (std::string_view(attribute.name()) != "id")
            attributes.emplace(attribute.name(), attribute.value());
    return attributes;
}

}  // namespace modules::pcs
