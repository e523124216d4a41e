#include "modules/pcs/CibListing.hpp"

#include "modules/pcs/NameValues.hpp"
#include "modules/pcs/References.hpp"
#include "modules/pcs/Rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace modules::pcs {

namespace {

using Lines = std::vector<std::string>;

std::string text_of(pugi::xml_node element, const char* attribute, const char* otherwise = "") {
    return element.attribute(attribute).as_string(otherwise);
}

/// "Promoted " where the constraint speaks of a role; nothing for the usual one.
std::string role_of(pugi::xml_node constraint, const char* attribute) {
    std::string role = text_of(constraint, attribute);
    if (role == "Master") role = "Promoted";
    return role.empty() || role == "Started" ? "" : role + " ";
}

std::string line_of_resource(pugi::xml_node primitive) {
    const std::string provider = text_of(primitive, "provider");
    const std::string agent = fmt::format("{}:{}{}", text_of(primitive, "class"),
                                          provider.empty() ? "" : provider + ":", text_of(primitive, "type"));
    const std::string id = outermost_id(primitive);
    const pugi::xml_node around = primitive.parent();
    const bool promotable =
        std::string_view(around.name()) == "master" ||
        (is_clone(around) && pair_value(around, "meta_attributes", "promotable").value_or("false") == "true");
    return fmt::format("{}: {}{}", id, promotable ? "promotable " : "", agent);
}

std::string members_of(pugi::xml_node constraint) {
    std::string sets;
    for (const pugi::xml_node set : constraint.children("resource_set")) {
        std::string members;
        for (const pugi::xml_node reference : set.children("resource_ref"))
            members += (members.empty() ? "" : " ") + text_of(reference, "id");
        sets += (sets.empty() ? "" : ", ") + fmt::format("[{}]", members);
    }
    return sets;
}

std::string line_of_order(pugi::xml_node order) {
    const std::string symmetrical = text_of(order, "symmetrical", "true");
    const std::string how =
        text_of(order, "kind", "Mandatory") + (symmetrical == "true" ? "" : ", not symmetrical");
    if (order.child("resource_set")) return fmt::format("order: set {} ({})", members_of(order), how);
    return fmt::format("order: {} {} then {} {} ({})", text_of(order, "first-action", "start"),
                       text_of(order, "first"),
                       text_of(order, "then-action", text_of(order, "first-action", "start").c_str()),
                       text_of(order, "then"), how);
}

std::string line_of_colocation(pugi::xml_node colocation) {
    const std::string score = text_of(colocation, "score", "INFINITY");
    if (colocation.child("resource_set"))
        return fmt::format("colocation: set {} ({})", members_of(colocation), score);
    return fmt::format("colocation: {}{} with {}{} ({})", role_of(colocation, "rsc-role"),
                       text_of(colocation, "rsc"), role_of(colocation, "with-rsc-role"),
                       text_of(colocation, "with-rsc"), score);
}

std::string line_of_location(pugi::xml_node location) {
    const std::string subject =
        location.attribute("rsc") ? text_of(location, "rsc") : "/" + text_of(location, "rsc-pattern") + "/";
    const std::string discovery = text_of(location, "resource-discovery", "always");
    const std::string more = discovery == "always" ? "" : ", " + discovery;
    if (const pugi::xml_node rule = location.child("rule"))
        return fmt::format("location: {}{} where {} ({}{})", role_of(rule, "role"), subject,
                           rule_meaning(rule),
                           text_of(rule, "score", text_of(rule, "score-attribute", "0").c_str()), more);
    return fmt::format("location: {}{} on {} ({}{})", role_of(location, "role"), subject,
                       text_of(location, "node"), text_of(location, "score"), more);
}

std::optional<std::string> line_of_constraint(pugi::xml_node constraint) {
    const std::string_view kind = constraint.name();
    if (kind == "rsc_order") return line_of_order(constraint);
    if (kind == "rsc_colocation") return line_of_colocation(constraint);
    if (kind == "rsc_location") return line_of_location(constraint);
    if (kind == "rsc_ticket")
        return fmt::format("ticket: {} needs {}", text_of(constraint, "rsc"), text_of(constraint, "ticket"));
    return std::nullopt;
}

Value sorted(Lines lines) {
    std::sort(lines.begin(), lines.end());
    List list;
    for (std::string& line : lines)
        list.emplace_back(std::move(line));
    return list;
}

}  // namespace

Map listing_of(const CibDocument& cib) {
    Lines resources;
    for (const pugi::xpath_node found : cib.section("resources").select_nodes(".//primitive"))
        resources.push_back(line_of_resource(found.node()));
    Lines constraints;
    for (const pugi::xml_node constraint : cib.section("constraints").children())
        if (std::optional<std::string> line = line_of_constraint(constraint))
            constraints.push_back(std::move(*line));
    return {{"resources", sorted(std::move(resources))}, {"constraints", sorted(std::move(constraints))}};
}

}  // namespace modules::pcs
