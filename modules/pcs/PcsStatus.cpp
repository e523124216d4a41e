#include "modules/pcs/PcsStatus.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/CibListing.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/pcs/ResourceTargets.hpp"
#include "modules/system/HostView.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace modules {

namespace {

using namespace pcs;

/// Ids of the primitives behind an id: a clone's or a group's members, or the primitive itself.
std::vector<std::string> primitives_of(const CibDocument& cib, const std::string& id) {
    const pugi::xml_node element = cib.find(id);
    if (std::string_view(element.name()) == "primitive") return {id};
    std::vector<std::string> ids;
    for (const pugi::xpath_node found : element.select_nodes(".//primitive"))
        ids.emplace_back(found.node().attribute("id").value());
    if (ids.empty())
        throw Failure(fmt::format("resources_started: there is no resource \"{}\" in the cluster", id));
    return ids;
}

std::vector<std::string> unmet(const PcsStatusArguments& wanted, const ClusterStatus& status,
                               const HostView& host) {
    std::vector<std::string> lines;
    const auto known = [&](const std::string& name) -> const NodeStatus* {
        const auto node = std::find_if(status.nodes.begin(), status.nodes.end(),
                                       [&](const NodeStatus& candidate) { return candidate.name == name; });
        if (node != status.nodes.end()) return &*node;
        lines.push_back(fmt::format("{} is no node of this cluster", name));
        return nullptr;
    };
    for (const std::string& name : wanted.nodes_online) {
        const NodeStatus* node = known(name);
        if (node != nullptr && (!node->online || node->pending))
            lines.push_back(fmt::format("{} is {}", name, node->unclean ? "unclean" : "not online"));
    }
    for (const std::string& name : wanted.nodes_offline) {
        const NodeStatus* node = known(name);
        if (node != nullptr && (node->online || node->unclean))
            lines.push_back(fmt::format("{} is {}", name, node->unclean ? "unclean" : "online"));
    }
    if (wanted.quorate && *wanted.quorate != status.quorate)
        lines.emplace_back(status.quorate ? "the cluster has quorum" : "the cluster has no quorum");
    if (wanted.resources_started.empty()) return lines;
    const CibDocument cib(read_cib(host));
    std::vector<std::string> ids;
    for (const std::string& id : wanted.resources_started)
        for (std::string& primitive : primitives_of(cib, id))
            ids.push_back(std::move(primitive));
    for (std::string& line : missing_targets(resource_targets(cib, status, ids), status))
        lines.push_back(std::move(line));
    return lines;
}

}  // namespace

ArgumentList<PcsStatusArguments> PcsStatus::table() const {
    using A = PcsStatusArguments;
    ArgumentList<A> list;
    list.add("nodes_online", &A::nodes_online, "Nodes that must be online.")
        .add("nodes_offline", &A::nodes_offline, "Nodes that must be gone for certain: neither online nor unclean.")
        .add("resources_started", &A::resources_started,
             "Resources (or their clones, or groups) that must be started wherever they may run, and "
             "promoted as often as "
             "declared.")
        .add("quorate", &A::quorate, "Whether the cluster must have quorum.")
        .add("configuration", &A::configuration,
             "Whether the result holds, as `configuration`, what is configured: `resources` and "
             "`constraints`, a line "
             "of text for each.")
        .add("timeout", &A::timeout, "Seconds to wait for what is named above; 0: it must hold now.");
    return list;
}

Plan PcsStatus::check(const PcsStatusArguments& wanted, const HostView& host,
                      const CallOptions& options) const {
    Plan plan;
    const double deadline = host.now() + static_cast<double>(options.check_mode ? 0 : wanted.timeout);
    while (true) {
        std::vector<std::string> lines;
        std::vector<std::string> failures;
        try {
            const ClusterStatus status = ClusterStatus::read(host);
            plan.data = status.data();
            if (wanted.configuration) plan.data.set("configuration", listing_of(CibDocument(read_cib(host))));
            failures = status.failures();
            lines = unmet(wanted, status, host);
        } catch (const ClusterNotRunning& reason) {
            lines.emplace_back(reason.what());
        }
        if (lines.empty()) return plan;
        if (host.now() < deadline) {
            host.pause(std::chrono::seconds(1));
            continue;
        }
        const std::string text = fmt::format("{}", fmt::join(lines, "\n  "));
        // In check mode an earlier task may be what would bring it about.
        if (options.check_mode) {
            plan.unknown = text;
            return plan;
        }
        throw Failure(fmt::format("{}{}{}",
                                  wanted.timeout > 0 ? fmt::format("after {} s: ", wanted.timeout) : "", text,
                                  failures.empty()
                                      ? std::string()
                                      : fmt::format("\nfailed actions:\n  {}", fmt::join(failures, "\n  "))),
                      plan.data);
    }
}

}  // namespace modules
