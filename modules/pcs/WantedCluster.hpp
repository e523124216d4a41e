#pragma once

#include "modules/pcs/AgentName.hpp"
#include "modules/pcs/DeclarationReader.hpp"
#include "modules/pcs/NameValues.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules::pcs {

enum class Presence { present, absent };
enum class CloneKind { plain, promotable };

/// An operation as declared: name, interval, timeout, role, on-fail, …; OCF_CHECK_LEVEL among them.
using WantedOperation = Attributes;

struct WantedClone {
    CloneKind kind = CloneKind::plain;
    WantedValues meta;
};

/// A primitive: a resource or a fence device.
struct WantedResource {
    std::string where;
    std::string id;
    Presence presence = Presence::present;
    AgentName agent;
    WantedValues attributes;
    WantedValues meta;
    WantedValues utilization;
    std::vector<WantedOperation> operations;
    std::optional<WantedClone> clone;
    std::optional<std::string> group;
    /// Take attributes and agents that are not known here.
    bool force = false;

    [[nodiscard]] bool is_stonith() const { return agent.standard == "stonith"; }
    [[nodiscard]] std::string subject() const { return (is_stonith() ? "stonith " : "resource ") + id; }
};

struct WantedGroup {
    std::string id;
    Presence presence = Presence::present;
    WantedValues meta;
    std::optional<WantedClone> clone;
};

/// Devices to be tried together, for a node, nodes by a pattern or nodes by an attribute.
struct WantedLevel {
    std::string where;
    Presence presence = Presence::present;
    std::string level;
    /// target, target-pattern, or target-attribute with target-value.
    Attributes target;
    std::vector<std::string> devices;
};

enum class ConstraintKind { order, colocation, location };

/// A constraint with its attributes by their names in the CIB (first, then, rsc, with-rsc, score, kind, …),
/// as far as they were declared.
struct WantedConstraint {
    ConstraintKind kind = ConstraintKind::order;
    std::string where;
    Presence presence = Presence::present;
    std::optional<std::string> id;
    Attributes attributes;
    /// Of a location: an expression instead of a node, and what belongs to the rule itself (score, role, …).
    std::optional<std::string> rule;
    Attributes rule_attributes;
};

/// A role's whole list of what the CIB should hold.
struct WantedCluster {
    WantedValues properties;
    WantedValues resource_defaults;
    WantedValues operation_defaults;
    std::vector<std::pair<std::string, WantedValues>> node_attributes;
    /// Fence devices first, then resources, each in the order written.
    std::vector<WantedResource> resources;
    std::vector<WantedGroup> groups;
    std::vector<WantedLevel> levels;
    std::vector<WantedConstraint> constraints;
};

/// The lists of pcs_cluster_state as they were written. Throws Failure naming the entry for what makes no
/// sense.
struct ClusterLists {
    Map properties;
    Map resource_defaults;
    Map operation_defaults;
    Map node_attributes;
    List stonith;
    List stonith_levels;
    List resources;
    List groups;
    List order;
    List colocation;
    List location;
};
WantedCluster wanted_cluster(const ClusterLists& lists);

// The readers of single entries, one for each kind of list.
WantedResource wanted_resource(const Value& entry, const std::string& where,
                               const std::string& default_standard);
WantedGroup wanted_group(const Value& entry, const std::string& where);
WantedLevel wanted_level(const Value& entry, const std::string& where);
WantedConstraint wanted_order(const Value& entry, const std::string& where);
WantedConstraint wanted_colocation(const Value& entry, const std::string& where);
WantedConstraint wanted_location(const Value& entry, const std::string& where);

/// A role's word in the CIB: "master" and "Master" are Promoted, "slave" is Unpromoted. Throws Failure.
std::string role_word(const std::string& text, const std::string& where);

}  // namespace modules::pcs
