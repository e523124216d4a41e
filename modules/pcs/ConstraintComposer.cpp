#include "modules/pcs/ConstraintComposer.hpp"

#include "modules/pcs/Duration.hpp"
#include "modules/pcs/References.hpp"
#include "modules/pcs/Rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace modules::pcs {

namespace {

const char* tag_of(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::order:
        return "rsc_order";
    case ConstraintKind::colocation:
        return "rsc_colocation";
    default:
        return "rsc_location";
    }
}

std::string capitalized(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

std::string primary_role(const std::string& role) {
    const std::string word = capitalized(role);
    if (word == "Master") return "Promoted";
    if (word == "Slave") return "Unpromoted";
    return word;
}

std::string plain_score(const std::string& score) {
    if (mean_the_same(score, "INFINITY")) return "INFINITY";
    if (mean_the_same(score, "-INFINITY")) return "-INFINITY";
    return score.starts_with('+') ? score.substr(1) : score;
}

void fill_order(Attributes& order) {
    order.try_emplace("first-action", "start");
    order.try_emplace("then-action", order.at("first-action"));
    order.try_emplace("kind", "Mandatory");
    order["kind"] = capitalized(order.at("kind"));
    order.try_emplace("symmetrical", order.at("kind") == "Serialize" ? "false" : "true");
    order["symmetrical"] = mean_the_same(order.at("symmetrical"), "true") ? "true" : "false";
    order.try_emplace("require-all", "true");
    order["require-all"] = mean_the_same(order.at("require-all"), "true") ? "true" : "false";
}

void fill_colocation(Attributes& colocation) {
    for (const char* role : {"rsc-role", "with-rsc-role"}) {
        colocation.try_emplace(role, "Started");
        colocation[role] = primary_role(colocation.at(role));
    }
    if (colocation.contains("score")) colocation["score"] = plain_score(colocation.at("score"));
}

void fill_location(Attributes& location, pugi::xml_node constraint) {
    location.try_emplace("resource-discovery", "always");
    if (const pugi::xml_node rule = constraint.child("rule")) {
        location["rule"] = rule_meaning(rule);
        for (const auto& [name, value] : attributes_of(rule))
            if (name != "boolean-op") location[name] = value;
    }
    if (location.contains("score")) location["score"] = plain_score(location.at("score"));
    if (location.contains("role")) location["role"] = primary_role(location.at("role"));
}

/// What pcs takes for the same constraint.
Attributes key_of(std::string_view tag, const Attributes& description) {
    static const std::set<std::string> order{"first", "then", "first-action", "then-action"};
    static const std::set<std::string> colocation{"rsc", "with-rsc", "rsc-role", "with-rsc-role"};
    static const std::set<std::string> location{"rsc", "rsc-pattern", "node", "rule"};
    const std::set<std::string>& names = tag == "rsc_order"        ? order
                                         : tag == "rsc_colocation" ? colocation
                                                                   : location;
    Attributes key{{"", std::string(tag)}};
    for (const std::string& name : names)
        if (const auto found = description.find(name); found != description.end()) key.insert(*found);
    return key;
}

std::string usual_id(const WantedConstraint& wanted) {
    const auto value = [&](const char* name, const char* otherwise) {
        const auto found = wanted.attributes.find(name);
        return found == wanted.attributes.end() ? std::string(otherwise) : found->second;
    };
    if (wanted.kind == ConstraintKind::order)
        return fmt::format("order-{}-{}-{}", value("first", ""), value("then", ""),
                           value("kind", "mandatory"));
    if (wanted.kind == ConstraintKind::colocation)
        return fmt::format("colocation-{}-{}-{}", value("rsc", ""), value("with-rsc", ""),
                           value("score", ""));
    const std::string resource = value("rsc", value("rsc-pattern", "").c_str());
    if (wanted.rule) return fmt::format("location-{}", resource);
    return fmt::format("location-{}-{}-{}", resource, value("node", ""), value("score", ""));
}

pugi::xml_node append_constraint(CibDocument& cib, const WantedConstraint& wanted, const std::string& id) {
    pugi::xml_node constraint = cib.add(cib.section_made("constraints"), tag_of(wanted.kind), id);
    for (const auto& [name, value] : wanted.attributes)
        set_attribute(constraint, name, value);
    if (wanted.rule)
        add_rule(cib, constraint, RuleExpression::parsed(*wanted.rule, wanted.where), wanted.rule_attributes);
    return constraint;
}

Attributes description_of(const WantedConstraint& wanted) {
    CibDocument scratch("<cib><configuration><constraints/></configuration></cib>");
    return described_constraint(append_constraint(scratch, wanted, "scratch"));
}

}  // namespace

std::string constraint_subject(pugi::xml_node constraint) {
    std::string_view tag = constraint.name();
    if (tag.starts_with("rsc_")) tag.remove_prefix(4);
    return fmt::format("{} {}", tag, constraint.attribute("id").value());
}

Attributes described_constraint(pugi::xml_node constraint) {
    Attributes description = attributes_of(constraint);
    const std::string_view tag = constraint.name();
    if (constraint.child("resource_set")) {
        std::string members;
        for (pugi::xpath_node found : constraint.select_nodes("resource_set/resource_ref"))
            members += fmt::format("{}{}", members.empty() ? "" : " ", found.node().attribute("id").value());
        description["sets"] = members;
    } else if (tag == "rsc_order") {
        fill_order(description);
    } else if (tag == "rsc_colocation") {
        fill_colocation(description);
    } else if (tag == "rsc_location") {
        fill_location(description, constraint);
    }
    return description;
}

ConstraintComposer::ConstraintComposer(CibDocument& cib, DifferenceList& differences)
    : cib_(cib), differences_(differences) {
    for (pugi::xml_node constraint : cib_.section("constraints").children()) {
        if (constraint.child("resource_set")) continue;
        if (std::string_view(constraint.attribute("id").value()).starts_with("cli-")) continue;
        by_key_[key_of(constraint.name(), described_constraint(constraint))].push_back(constraint);
    }
}

pugi::xml_node ConstraintComposer::present(const WantedConstraint& wanted, const Attributes& key,
                                           const Attributes& description) const {
    if (wanted.id) {
        const pugi::xml_node found = cib_.find(*wanted.id);
        if (found && std::string_view(found.name()) != tag_of(wanted.kind))
            throw Failure(
                fmt::format("{}: the id \"{}\" belongs to a <{}>", wanted.where, *wanted.id, found.name()));
        if (found) return found;
    }
    const auto candidates = by_key_.find(key);
    if (candidates == by_key_.end() || candidates->second.empty()) return {};
    for (const pugi::xml_node candidate : candidates->second)
        if (described_constraint(candidate) == description) return candidate;
    return candidates->second.front();
}

pugi::xml_node ConstraintComposer::append(const WantedConstraint& wanted, const Attributes& key) {
    const std::string id = wanted.id ? *wanted.id : cib_.free_id(usual_id(wanted));
    const pugi::xml_node added = append_constraint(cib_, wanted, id);
    by_key_[key].push_back(added);
    return added;
}

void ConstraintComposer::take_out(pugi::xml_node constraint) {
    std::vector<pugi::xml_node>& same = by_key_[key_of(constraint.name(), described_constraint(constraint))];
    std::erase(same, constraint);
    cib_.remove(constraint);
}

void ConstraintComposer::require_resources(const WantedConstraint& wanted) const {
    for (const char* name : {"first", "then", "rsc", "with-rsc"}) {
        const auto resource = wanted.attributes.find(name);
        if (resource != wanted.attributes.end()) require_constrainable(cib_, resource->second, wanted.where);
    }
}

void ConstraintComposer::compose(const WantedConstraint& wanted) {
    const Attributes description = description_of(wanted);
    const Attributes key = key_of(tag_of(wanted.kind), description);
    const pugi::xml_node found = present(wanted, key, description);
    const Description before = found ? Description(described_constraint(found)) : std::nullopt;
    if (wanted.presence == Presence::absent) {
        if (!found) return;
        differences_.add(constraint_subject(found), before, std::nullopt);
        take_out(found);
        return;
    }
    if (!seen_.insert(key).second)
        throw Failure(
            wanted.where +
            ": another entry ties the same things together; each would undo what the other asks for");
    require_resources(wanted);
    if (!found) {
        differences_.add(constraint_subject(append(wanted, key)), std::nullopt, description);
        return;
    }
    const std::string former_id = found.attribute("id").value();
    const bool same_id = !wanted.id || *wanted.id == former_id;
    if (before == description && same_id) return;
    take_out(found);
    const pugi::xml_node added = append(wanted, key);
    Attributes shown_before = *before;
    Attributes shown_after = description;
    if (!same_id) {
        shown_before["id"] = former_id;
        shown_after["id"] = *wanted.id;
    }
    differences_.add(constraint_subject(added), shown_before, shown_after);
}

}  // namespace modules::pcs
