#pragma once

#include "modules/module/Plan.hpp"
#include "modules/pcs/CorosyncConfiguration.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace modules {
class HostControl;
class HostView;
struct PcsClusterArguments;
}  // namespace modules

namespace modules::pcs {

/// Whether the host's cluster stays (with what is missing added), or one has to be set up.
enum class PresentCluster { kept, made_anew };

/// Plans what is missing of the cluster's configuration: all of it, members, totem options. Throws Failure
/// where another cluster is in the way, or the same with other members or addresses, unless `force_replace`
/// was said.
PresentCluster plan_configuration(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                                  const std::optional<CorosyncConfiguration>& present, Plan& plan);

/// Plans the start of members that are not online, and the wait for them and for quorum.
void plan_start(const PcsClusterArguments& wanted, const std::vector<CorosyncNode>& nodes,
                const HostView& host, bool configured, Plan& plan);
void plan_stop(const HostView& host, Plan& plan);

/// Waits until the nodes are online and the cluster has quorum. Throws Failure saying who is missing.
void wait_for_nodes(HostControl& host, const std::vector<std::string>& names, std::chrono::seconds limit);

}  // namespace modules::pcs
