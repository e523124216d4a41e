#include "modules/pcs/ResourceTargets.hpp"

#include "modules/pcs/Duration.hpp"
#include "modules/pcs/NameValues.hpp"
#include "modules/pcs/References.hpp"
#include "modules/pcs/Rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace modules::pcs {

namespace {

/// A meta attribute of the resource, or of the group or clone around it.
std::optional<std::string> inherited_meta(pugi::xml_node resource, const std::string& name) {
    for (pugi::xml_node element = resource; element && std::string_view(element.name()) != "resources";
         element = element.parent())
        if (std::optional<std::string> value = pair_value(element, "meta_attributes", name)) return value;
    return std::nullopt;
}

std::size_t number_or(const std::optional<std::string>& text, std::size_t otherwise) {
    std::size_t number = otherwise;
    if (text) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

/// Which nodes may run a resource at all.
class Eligibility {
  public:
    Eligibility(const CibDocument& cib, const ClusterStatus& status) : cib_(cib), status_(status) {}

    [[nodiscard]] std::size_t count(pugi::xml_node primitive) const {
        const bool members_only = std::string_view(primitive.attribute("class").value()) == "stonith" ||
                                  std::string_view(primitive.attribute("type").value()) == "remote";
        return static_cast<std::size_t>(
            std::count_if(status_.nodes.begin(), status_.nodes.end(), [&](const NodeStatus& node) {
                if (!node.online || node.standby || node.pending) return false;
                return !(members_only && node.type != "member") && allowed(primitive, node.name);
            }));
    }

  private:
    [[nodiscard]] bool allowed(pugi::xml_node primitive, const std::string& node) const {
        bool exclusive = false;
        bool in_exclusive = false;
        for (pugi::xml_node constraint : cib_.section("constraints").children("rsc_location")) {
            if (!concerns(constraint, primitive) || is_for_a_role(constraint)) continue;
            const bool hit = holds_for(constraint, node);
            const std::string_view score =
                (constraint.child("rule") ? constraint.child("rule") : constraint).attribute("score").value();
            if (hit && mean_the_same(score, "-INFINITY")) return false;
            if (std::string_view(constraint.attribute("resource-discovery").value()) != "exclusive") continue;
            exclusive = true;
            in_exclusive = in_exclusive || hit;
        }
        return !exclusive || in_exclusive;
    }

    [[nodiscard]] static bool concerns(pugi::xml_node constraint, pugi::xml_node primitive) {
        const std::string_view named = constraint.attribute("rsc").value();
        for (pugi::xml_node element = primitive; element && std::string_view(element.name()) != "resources";
             element = element.parent())
            if (named == element.attribute("id").value()) return true;
        return false;
    }

    [[nodiscard]] static bool is_for_a_role(pugi::xml_node constraint) {
        return constraint.attribute("role") || constraint.child("rule").attribute("role");
    }

    [[nodiscard]] bool holds_for(pugi::xml_node constraint, const std::string& node) const {
        const pugi::xml_node rule = constraint.child("rule");
        if (!rule) return node == constraint.attribute("node").value();
        const pugi::xml_node element =
            cib_.section("nodes").find_child_by_attribute("node", "uname", node.c_str());
        Attributes attributes = pairs_of(element, "instance_attributes");
        attributes["#uname"] = node;
        // What depends on the hour is taken as holding: a target too high shows in the message, one too low
        // hides.
        return rule_holds(rule, attributes).value_or(true);
    }

    const CibDocument& cib_;
    const ClusterStatus& status_;
};

}  // namespace

std::vector<ResourceTarget> resource_targets(const CibDocument& cib, const ClusterStatus& status,
                                             const std::vector<std::string>& ids) {
    const Eligibility eligibility(cib, status);
    std::vector<ResourceTarget> targets;
    for (const std::string& id : ids) {
        const pugi::xml_node primitive = cib.find(id);
        if (std::string_view(primitive.name()) != "primitive") continue;
        if (mean_the_same(inherited_meta(primitive, "target-role").value_or("Started"), "Stopped")) continue;
        if (mean_the_same(inherited_meta(primitive, "is-managed").value_or("true"), "false")) continue;
        pugi::xml_node around = primitive.parent();
        if (std::string_view(around.name()) == "group") around = around.parent();
        ResourceTarget target{id, 1, 0};
        if (is_clone(around)) {
            const std::size_t nodes = eligibility.count(primitive);
            target.active =
                std::min(number_or(pair_value(around, "meta_attributes", "clone-max"), nodes), nodes);
            const bool promotable =
                std::string_view(around.name()) == "master" ||
                mean_the_same(pair_value(around, "meta_attributes", "promotable").value_or("false"), "true");
            const bool wanted = inherited_meta(primitive, "target-role").value_or("Promoted") == "Promoted";
            if (promotable && wanted)
                target.promoted = std::min(
                    number_or(pair_value(around, "meta_attributes", "promoted-max"), 1), target.active);
        }
        targets.push_back(target);
    }
    return targets;
}

std::vector<std::string> missing_targets(const std::vector<ResourceTarget>& targets,
                                         const ClusterStatus& status) {
    std::vector<std::string> missing;
    for (const ResourceTarget& target : targets) {
        std::size_t active = 0;
        std::size_t promoted = 0;
        bool troubled = false;
        for (const ResourceInstance& instance : status.resources) {
            if (instance.id != target.id) continue;
            troubled = troubled || instance.failed || instance.blocked;
            if (!instance.active || instance.failed || instance.blocked || instance.orphaned) continue;
            if (instance.role != "Started" && instance.role != "Promoted" && instance.role != "Unpromoted")
                continue;
            active += instance.nodes.size();
            if (instance.role == "Promoted") promoted += instance.nodes.size();
        }
        if (active >= target.active && promoted >= target.promoted) continue;
        missing.push_back(fmt::format(
            "{}: {} of {} started{}{}", target.id, active, target.active,
            target.promoted > 0 ? fmt::format(", {} of {} promoted", promoted, target.promoted) : "",
            troubled ? ", one failed" : ""));
    }
    return missing;
}

}  // namespace modules::pcs
