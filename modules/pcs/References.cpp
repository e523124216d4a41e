#include "modules/pcs/References.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/pcs/ConstraintComposer.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace modules::pcs {

bool is_clone(pugi::xml_node element) {
    const std::string_view tag = element.name();
    return tag == "clone" || tag == "master";
}

namespace {

bool is_resource_tag(std::string_view tag) {
    return tag == "primitive" || tag == "group" || tag == "clone" || tag == "master" || tag == "bundle";
}

bool refers_to(pugi::xml_node constraint, const std::string& id) {
    for (const char* name : {"rsc", "with-rsc", "first", "then"})
        if (id == constraint.attribute(name).value()) return true;
    return false;
}

/// Whether the constraint had a set with that resource and now has none at all.
bool lost_its_last_set(CibDocument& cib, pugi::xml_node constraint, const std::string& id) {
    bool lost = false;
    std::vector<pugi::xml_node> sets;
    for (pugi::xml_node set : constraint.children("resource_set"))
        sets.push_back(set);
    for (pugi::xml_node set : sets) {
        if (!set.find_child_by_attribute("resource_ref", "id", id.c_str())) continue;
        set.remove_child(set.find_child_by_attribute("resource_ref", "id", id.c_str()));
        if (!set.child("resource_ref")) cib.remove(set);
        lost = true;
    }
    return lost && !constraint.child("resource_set");
}

void remove_from_levels(CibDocument& cib, DifferenceList& differences, const std::string& id) {
    std::vector<pugi::xml_node> levels;
    for (pugi::xml_node level : cib.section("fencing-topology").children("fencing-level"))
        levels.push_back(level);
    for (pugi::xml_node level : levels) {
        const std::string all = level.attribute("devices").value();
        std::string kept;
        for (std::size_t start = 0; start <= all.size();) {
            const std::size_t end = std::min(all.find(',', start), all.size());
            if (const std::string device = all.substr(start, end - start); device != id)
                kept += (kept.empty() ? "" : ",") + device;
            start = end + 1;
        }
        if (kept == all) continue;
        const std::string subject = fmt::format("stonith level {}", level.attribute("id").value());
        const Description before = attributes_of(level);
        if (kept.empty()) {
            cib.remove(level);
            differences.add(subject, before, std::nullopt);
        } else {
            set_attribute(level, "devices", kept);
            differences.add(subject, before, attributes_of(level));
        }
    }
}

void remove_from_tags(CibDocument& cib, const std::string& id) {
    std::vector<pugi::xml_node> tags;
    for (pugi::xml_node tag : cib.section("tags").children("tag"))
        tags.push_back(tag);
    for (pugi::xml_node tag : tags) {
        const pugi::xml_node reference = tag.find_child_by_attribute("obj_ref", "id", id.c_str());
        if (!reference) continue;
        tag.remove_child(reference);
        if (!tag.child("obj_ref")) cib.remove(tag);
    }
}

}  // namespace

void remove_references(CibDocument& cib, DifferenceList& differences, const std::string& id) {
    std::vector<pugi::xml_node> constraints;
    for (pugi::xml_node constraint : cib.section("constraints").children())
        constraints.push_back(constraint);
    for (pugi::xml_node constraint : constraints) {
        const Description before = described_constraint(constraint);
        if (!refers_to(constraint, id) && !lost_its_last_set(cib, constraint, id)) continue;
        differences.add(constraint_subject(constraint), before, std::nullopt);
        cib.remove(constraint);
    }
    remove_from_levels(cib, differences, id);
    remove_from_tags(cib, id);
}

std::string outermost_id(pugi::xml_node resource) {
    pugi::xml_node outermost = resource;
    while (is_resource_tag(outermost.parent().name()) &&
           std::string_view(outermost.parent().name()) != "group")
        outermost = outermost.parent();
    return outermost.attribute("id").value();
}

void require_constrainable(const CibDocument& cib, const std::string& id, const std::string& where) {
    const pugi::xml_node resource = cib.find(id);
    if (!resource || !is_resource_tag(resource.name())) {
        std::vector<std::string> known;
        for (const pugi::xpath_node found :
             cib.section("resources").select_nodes(".//primitive | .//group | .//clone"))
            known.emplace_back(found.node().attribute("id").value());
        const std::optional<std::string> meant = closest(id, known);
        throw Failure(fmt::format("{}: \"{}\" is neither in the cluster nor in this list{}", where, id,
                                  meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
    }
    for (pugi::xml_node parent = resource.parent(); is_resource_tag(parent.name()); parent = parent.parent())
        if (std::string_view(parent.name()) != "group")
            throw Failure(
                fmt::format("{}: \"{}\" is cloned, and a constraint holds for the clone: write \"{}\"", where,
                            id, parent.attribute("id").value()));
}

}  // namespace modules::pcs
