#pragma once

#include "modules/pcs/CibDocument.hpp"

#include <map>
#include <optional>
#include <string>

namespace modules::pcs {

/// Attributes by name.
using Attributes = std::map<std::string, std::string>;

/// How pcs makes the ids of pairs in a set: defaults and properties take the first twenty letters of the
/// name.
enum class PairIds { whole_name, first_twenty_letters };

/// Where a set of name-value pairs stands and what a new one is called.
struct SetPlace {
    pugi::xml_node owner;
    /// instance_attributes, meta_attributes, utilization, cluster_property_set
    const char* tag = "";
    std::string set_id;
    PairIds pair_ids = PairIds::whole_name;
    /// A new set stands before the owner's first child of this tag.
    const char* before = "";
};

/// The pairs of the owner's first set without a rule. Sets with a rule are somebody's own and left alone.
Attributes pairs_of(pugi::xml_node owner, const char* tag);
std::optional<std::string> pair_value(pugi::xml_node owner, const char* tag, const std::string& name);
void set_pair(CibDocument& cib, const SetPlace& place, const std::string& name, const std::string& value);
void remove_pair(CibDocument& cib, pugi::xml_node owner, const char* tag, const std::string& name);

/// An attribute of the element itself: set, or removed where `value` is nothing.
void set_attribute(pugi::xml_node element, const std::string& name, const std::optional<std::string>& value);
/// Every attribute of the element but its id.
Attributes attributes_of(pugi::xml_node element);

}  // namespace modules::pcs
