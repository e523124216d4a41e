#include "modules/pcs/ClusterSetup.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/pcs/DeclarationReader.hpp"
#include "modules/pcs/Duration.hpp"
#include "modules/pcs/MemberList.hpp"
#include "modules/pcs/PcsCluster.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::pcs {

namespace {

using Words = std::vector<std::string>;

void append_options(Words& words, const char* keyword, const Map& options, const std::string& where) {
    if (options.empty()) return;
    if (*keyword != '\0') words.emplace_back(keyword);
    for (const auto& [name, value] : wanted_values(Value(options), where))
        if (!value.absent) words.push_back(name + "=" + value.text);
}

Words setup_words(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes) {
    Words words{"cluster", "setup", *wanted.cluster_name};
    for (const CorosyncNode& node : nodes)
        for (std::string& word : pcs_words(node))
            words.push_back(std::move(word));
    if (wanted.transport || !wanted.transport_options.empty() || !wanted.link.empty() ||
        !wanted.crypto.empty()) {
        words.insert(words.end(), {"transport", wanted.transport.value_or("knet")});
        append_options(words, "", wanted.transport_options, "transport_options");
        append_options(words, "link", wanted.link, "link");
        append_options(words, "crypto", wanted.crypto, "crypto");
    }
    append_options(words, "totem", wanted.totem, "totem");
    append_options(words, "quorum", wanted.quorum, "quorum");
    // Nobody is asked whether to destroy what is there: --force alone makes pcs do it.
    if (wanted.force_replace) words.emplace_back("--force");
    return words;
}

Attributes described(const std::string& name, const std::vector<CorosyncNode>& nodes) {
    Attributes description{{"name", name}};
    for (const CorosyncNode& node : nodes)
        description["node " + node.name] = fmt::format("{}", fmt::join(node.addresses, " "));
    return description;
}

Value as_value(const Attributes& attributes) {
    Map map;
    for (const auto& [name, value] : attributes)
        map.set(name, value);
    return map;
}

[[noreturn]] void refuse(const CorosyncConfiguration& present, const std::string& what) {
    throw Failure(fmt::format(
        "{} (it is the cluster \"{}\" of {}, in {}). Nothing was changed. If it may be destroyed "
        "with all its resources, say \"force_replace: true\"",
        what, present.cluster_name, fmt::join(present.names(), ", "), CorosyncConfiguration::path));
}

const CorosyncNode* member_named(const std::vector<CorosyncNode>& nodes, const std::string& name) {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const CorosyncNode& node) { return node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

/// What is in the way of keeping the present cluster; empty: nothing.
std::string obstacle(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                     const CorosyncConfiguration& present) {
    if (present.cluster_name != *wanted.cluster_name)
        return fmt::format("this host is in another cluster, not in \"{}\"", *wanted.cluster_name);
    for (const CorosyncNode& member : present.nodes) {
        const CorosyncNode* same = member_named(nodes, member.name);
        if (same == nullptr)
            return fmt::format("the cluster has a member that is not in the list: {}", member.name);
        if (!same->addresses.empty() && same->addresses != member.addresses)
            return fmt::format("{} is in the cluster with the address {}, not {}", member.name,
                               fmt::join(member.addresses, " "), fmt::join(same->addresses, " "));
    }
    const auto transport = present.totem.find("transport");
    if (wanted.transport && transport != present.totem.end() && *wanted.transport != transport->second)
        return fmt::format("the cluster's transport is {}, not {}", transport->second, *wanted.transport);
    return {};
}

void plan_setup(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                const Value& before, Plan& plan) {
    plan.change({"cluster " + *wanted.cluster_name, before, as_value(described(*wanted.cluster_name, nodes))},
                [words = setup_words(wanted, nodes)](HostControl& host) {
                    host.tell("setting the cluster up");
                    run_or_fail(host, {"pcs", words, {}, {}, {}, {}, {}});
                    return Outcome{};
                });
}

void plan_new_members(const std::vector<CorosyncNode>& nodes, const CorosyncConfiguration& present,
                      Plan& plan) {
    for (const CorosyncNode& node : nodes) {
        if (member_named(present.nodes, node.name) != nullptr) continue;
        Words words{"cluster", "node", "add"};
        for (std::string& word : pcs_words(node))
            words.push_back(std::move(word));
        words.insert(words.end(), {"--enable", "--start"});
        plan.change({"member " + node.name, Value(),
                     Map{{"addr", fmt::format("{}", fmt::join(node.addresses, " "))}}},
                    [words](HostControl& host) {
                        run_or_fail(host, {"pcs", words, {}, {}, {}, {}, {}});
                        return Outcome{};
                    });
    }
}

void plan_totem(const PcsClusterArguments& wanted, const CorosyncConfiguration& present, Plan& plan) {
    Map before;
    Map after;
    Words words{"cluster", "config", "update", "totem"};
    for (const auto& [name, value] : wanted_values(Value(wanted.totem), "totem")) {
        const auto found = present.totem.find(name);
        if (value.absent || (found != present.totem.end() && found->second == value.text)) continue;
        if (found != present.totem.end()) before.set(name, found->second);
        after.set(name, value.text);
        words.push_back(name + "=" + value.text);
    }
    if (after.empty()) return;
    plan.change({"totem options", before, after}, [words](HostControl& host) {
        run_or_fail(host, {"pcs", words, {}, {}, {}, {}, {}});
        return Outcome{};
    });
}

/// Nodes of the list that are not online, as this host's cluster sees it; all of them where it does not run.
std::vector<std::string> offline(const std::vector<CorosyncNode>& nodes, const HostView& host,
                                 bool& quorate) {
    std::vector<std::string> missing;
    for (const CorosyncNode& node : nodes)
        missing.push_back(node.name);
    try {
        const ClusterStatus status = ClusterStatus::read(host);
        quorate = status.quorate;
        for (const NodeStatus& node : status.nodes)
            if (node.online && !node.pending) std::erase(missing, node.name);
    } catch (const ClusterNotRunning&) {
        quorate = false;
    }
    return missing;
}

}  // namespace

PresentCluster plan_configuration(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                                  const std::optional<CorosyncConfiguration>& present, Plan& plan) {
    if (!present || present->is_debian_default()) {
        plan_setup(wanted, nodes, Value(), plan);
        return PresentCluster::made_anew;
    }
    const std::string reason = obstacle(wanted, nodes, *present);
    if (!reason.empty()) {
        if (!wanted.force_replace) refuse(*present, reason);
        plan_setup(wanted, nodes, as_value(described(present->cluster_name, present->nodes)), plan);
        return PresentCluster::made_anew;
    }
    plan_new_members(nodes, *present, plan);
    plan_totem(wanted, *present, plan);
    return PresentCluster::kept;
}

void plan_start(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                const HostView& host, bool configured, Plan& plan) {
    std::vector<std::string> names;
    for (const CorosyncNode& node : nodes)
        names.push_back(node.name);
    bool quorate = false;
    const std::vector<std::string> missing = configured ? offline(nodes, host, quorate) : names;
    if (missing.empty() && quorate) return;
    const std::chrono::seconds limit(wanted.wait);
    for (const std::string& name : missing)
        plan.change({"node " + name, Map{{"online", false}}, Map{{"online", true}}}, {});
    if (missing.empty()) plan.change({"quorum", Map{{"quorate", false}}, Map{{"quorate", true}}}, {});
    plan.changes.back().action = [missing, names, limit](HostControl& control) {
        Words words{"cluster", "start"};
        words.insert(words.end(), missing.begin(), missing.end());
        if (!missing.empty()) {
            control.tell(fmt::format("starting the cluster on {}", fmt::join(missing, ", ")));
            run_or_fail(control, {"pcs", words, {}, {}, {}, {}, {}});
        }
        wait_for_nodes(control, names, limit);
        return Outcome{};
    };
}

void plan_stop(const HostView& host, Plan& plan) {
    try {
        static_cast<void>(ClusterStatus::read(host));
    } catch (const ClusterNotRunning&) {
        return;
    }
    plan.change({"cluster", Map{{"running", true}}, Map{{"running", false}}}, [](HostControl& control) {
        control.tell("stopping the cluster on all its nodes");
        run_or_fail(control, {"pcs", {"cluster", "stop", "--all"}, {}, {}, {}, {}, {}});
        return Outcome{};
    });
}

void wait_for_nodes(HostControl& host, const std::vector<std::string>& names, std::chrono::seconds limit) {
    const double deadline = host.now() + static_cast<double>(limit.count());
    while (true) {
        bool quorate = false;
        std::vector<CorosyncNode> nodes;
        for (const std::string& name : names)
            nodes.push_back({name, {}});
        const std::vector<std::string> missing = offline(nodes, host, quorate);
        if (missing.empty() && quorate) return;
        if (host.now() >= deadline)
            throw Failure(
                fmt::format("after {} s the cluster is not complete: {}{}. Look at \"journalctl -u corosync "
                            "-u pacemaker\" on these nodes",
                            limit.count(),
                            missing.empty() ? std::string("all nodes are online")
                                            : fmt::format("{} not online", fmt::join(missing, ", ")),
                            quorate ? "" : ", no quorum"));
        host.tell(fmt::format("{} of {} nodes online{}", names.size() - missing.size(), names.size(),
                              quorate ? ", with quorum" : ""));
        host.pause(std::chrono::seconds(1));
    }
}

}  // namespace modules::pcs
