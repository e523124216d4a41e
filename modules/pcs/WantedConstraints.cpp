#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <fmt/format.h>

#include <array>

namespace modules::pcs {

namespace {

/// A key of the declaration and the attribute's name in the CIB.
using Naming = std::pair<const char*, const char*>;

template <std::size_t count>
Attributes read_attributes(DeclarationReader& reader, const std::array<Naming, count>& names) {
    Attributes attributes;
    for (const auto& [key, name] : names)
        if (const std::optional<std::string> value = reader.text(key)) attributes[name] = *value;
    return attributes;
}

WantedConstraint begun(ConstraintKind kind, DeclarationReader& reader) {
    WantedConstraint constraint;
    constraint.kind = kind;
    constraint.id = reader.text("id");
    constraint.where = reader.where();
    if (constraint.id && *constraint.id != sanitized_id(*constraint.id))
        reader.fail(fmt::format("\"{}\" is no id: one begins with a letter and holds letters, digits, \"-\", "
                                "\"_\" and \".\" only",
                                *constraint.id));
    if (reader.is_absent()) constraint.presence = Presence::absent;
    return constraint;
}

/// An absent constraint may be named by its id alone.
bool named_by_id_alone(const WantedConstraint& constraint, const Attributes& attributes) {
    return constraint.presence == Presence::absent && constraint.id && attributes.empty();
}

void require(DeclarationReader& reader, const Attributes& attributes, const char* key, const char* name) {
    if (!attributes.contains(name)) reader.fail(fmt::format("\"{}\" is missing", key));
}

void normalize_role(Attributes& attributes, const char* name, const std::string& where) {
    const auto role = attributes.find(name);
    if (role != attributes.end()) role->second = role_word(role->second, where);
}

}  // namespace

WantedConstraint wanted_order(const Value& entry, const std::string& where) {
    static constexpr std::array<Naming, 7> names{{{"first", "first"},
                                                  {"first_action", "first-action"},
                                                  {"then", "then"},
                                                  {"then_action", "then-action"},
                                                  {"kind", "kind"},
                                                  {"symmetrical", "symmetrical"},
                                                  {"require_all", "require-all"}}};
    DeclarationReader reader(entry, where);
    WantedConstraint order = begun(ConstraintKind::order, reader);
    order.attributes = read_attributes(reader, names);
    reader.expect_nothing_else();
    if (named_by_id_alone(order, order.attributes)) return order;
    require(reader, order.attributes, "first", "first");
    require(reader, order.attributes, "then", "then");
    order.attributes.try_emplace("first-action", "start");
    order.attributes.try_emplace("then-action", "start");
    return order;
}

WantedConstraint wanted_colocation(const Value& entry, const std::string& where) {
    static constexpr std::array<Naming, 7> names{{{"resource", "rsc"},
                                                  {"with", "with-rsc"},
                                                  {"role", "rsc-role"},
                                                  {"with_role", "with-rsc-role"},
                                                  {"score", "score"},
                                                  {"influence", "influence"},
                                                  {"node_attribute", "node-attribute"}}};
    DeclarationReader reader(entry, where);
    WantedConstraint colocation = begun(ConstraintKind::colocation, reader);
    colocation.attributes = read_attributes(reader, names);
    reader.expect_nothing_else();
    if (named_by_id_alone(colocation, colocation.attributes)) return colocation;
    require(reader, colocation.attributes, "resource", "rsc");
    require(reader, colocation.attributes, "with", "with-rsc");
    normalize_role(colocation.attributes, "rsc-role", where);
    normalize_role(colocation.attributes, "with-rsc-role", where);
    // Where one side has a role, pcs writes the other's as well.
    if (colocation.attributes.contains("rsc-role") || colocation.attributes.contains("with-rsc-role")) {
        colocation.attributes.try_emplace("rsc-role", "Started");
        colocation.attributes.try_emplace("with-rsc-role", "Started");
    }
    colocation.attributes.try_emplace("score", "INFINITY");
    return colocation;
}

WantedConstraint wanted_location(const Value& entry, const std::string& where) {
    static constexpr std::array<Naming, 4> names{{{"resource", "rsc"},
                                                  {"resource_pattern", "rsc-pattern"},
                                                  {"node", "node"},
                                                  {"resource_discovery", "resource-discovery"}}};
    static constexpr std::array<Naming, 3> scoring{
        {{"score", "score"}, {"score_attribute", "score-attribute"}, {"role", "role"}}};
    DeclarationReader reader(entry, where);
    WantedConstraint location = begun(ConstraintKind::location, reader);
    location.attributes = read_attributes(reader, names);
    location.rule = reader.text("rule");
    location.rule_attributes = read_attributes(reader, scoring);
    reader.expect_nothing_else();
    if (named_by_id_alone(location, location.attributes)) return location;
    if (!location.attributes.contains("rsc-pattern")) require(reader, location.attributes, "resource", "rsc");
    if (location.rule.has_value() == location.attributes.contains("node"))
        reader.fail("expected either \"node\" or \"rule\"");
    normalize_role(location.rule_attributes, "role", where);
    if (!location.rule_attributes.contains("score-attribute"))
        location.rule_attributes.try_emplace("score", "INFINITY");
    if (!location.rule) {
        if (location.rule_attributes.contains("score-attribute"))
            reader.fail("\"score_attribute\" needs a \"rule\"");
        location.attributes.merge(location.rule_attributes);
        location.rule_attributes.clear();
    }
    return location;
}

}  // namespace modules::pcs
