#include "modules/pcs/PcsCluster.hpp"

#include "modules/pcs/ClusterSetup.hpp"
#include "modules/pcs/CorosyncConfiguration.hpp"
#include "modules/pcs/DefaultCluster.hpp"
#include "modules/pcs/MemberList.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

using namespace pcs;

/// pcs enables both units on all members; looking at this host's own tells whether that was done.
bool is_enabled(const HostView& host) {
    return host
        .query({"systemctl", {"is-enabled", "corosync.service", "pacemaker.service"}, {}, {}, {}, {}, {}})
        .ok();
}

void plan_enabled(const HostView& host, bool wanted, bool configured, Plan& plan) {
    const bool present = configured && is_enabled(host);
    if (present == wanted) return;
    plan.change({"cluster at boot", Map{{"enabled", present}}, Map{{"enabled", wanted}}},
                [wanted](HostControl& control) {
                    run_or_fail(
                        control,
                        {"pcs", {"cluster", wanted ? "enable" : "disable", "--all"}, {}, {}, {}, {}, {}});
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<PcsClusterArguments> PcsCluster::table() const {
    using A = PcsClusterArguments;
    ArgumentList<A> list;
    list.add("name", &A::cluster_name, "The cluster's name; needed unless state is stopped or cleared.")
        .add("nodes", &A::nodes,
             "Its members: a list of name and addr (a list of addresses for several links).")
        .add("state", &A::state,
             "started: configured, running on all members, with quorum. present: configured. stopped: runs "
             "nowhere. "
             "cleared: Debian's default cluster is not in the way on this host; nothing else is touched (for "
             "every "
             "host, before pcs_auth).")
        .add("transport", &A::transport, "knet, udp or udpu; chosen when the cluster is set up.")
        .add("transport_options", &A::transport_options, "Options of the transport, at set-up.")
        .add("link", &A::link, "Options of the first link, at set-up.")
        .add("crypto", &A::crypto, "cipher, hash and model of knet, at set-up.")
        .add("totem", &A::totem, "Totem options of corosync.conf (token, consensus, …); kept as said.")
        .add("quorum", &A::quorum, "Quorum options (wait_for_all, …), at set-up.")
        .add("enabled", &A::enabled, "Whether members start the cluster when they boot.")
        .add("force_replace", &A::force_replace,
             "Destroy a cluster of another name, or with other members, that is in the way, with all its "
             "resources.")
        .add("wait", &A::wait, "Seconds in which all members must be online and have quorum.");
    return list;
}

Plan PcsCluster::check(const PcsClusterArguments& wanted, const HostView& host,
                       const CallOptions& options) const {
    Plan plan;
    if (wanted.state == ClusterGoal::cleared) {
        plan_removal_of_default_cluster(host, plan);
        return plan;
    }
    if (wanted.state == ClusterGoal::stopped) {
        plan_stop(host, plan);
        return plan;
    }
    if (!wanted.cluster_name || wanted.cluster_name->empty())
        throw Failure("pcs_cluster: missing argument \"name\"");
    const std::vector<CorosyncNode> nodes = member_list(wanted.nodes, "nodes");
    if (!host.find_program("pcs")) {
        if (!options.check_mode) throw Failure("pcs is not installed here");
        plan.unknown = "pcs is not installed here";
        return plan;
    }
    const std::optional<CorosyncConfiguration> present = CorosyncConfiguration::read(host);
    plan_removal_of_default_cluster(host, plan);
    const bool configured = plan_configuration(wanted, nodes, present, plan) == PresentCluster::kept;
    plan_enabled(host, wanted.enabled, configured, plan);
    if (wanted.state == ClusterGoal::started) plan_start(wanted, nodes, host, configured, plan);
    return plan;
}

}  // namespace modules
