#pragma once

#include "modules/pcs/ClusterStatus.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace modules {
class HostControl;
}

namespace modules::pcs {

/// Where an instance of a resource runs, and as what.
struct InstancePlace {
    std::string node;
    std::string role;
    /// Empty where it is no clone's.
    std::string clone;
};

/// Is the instance one of this resource, named by its own id or its clone's?
bool is_instance_of(const ResourceInstance& instance, const std::string& id);

/// In the order in which they are best restarted: the promoted last, so that another takes over only once.
std::vector<InstancePlace> instance_places(const ClusterStatus& status, const std::string& id);

/// Those, and where an instance of a clone failed so that the cluster keeps it stopped.
std::vector<InstancePlace> restartable_places(const ClusterStatus& status, const std::string& id);

bool is_failure_of(const FailedAction& failure, const std::string& id, const ClusterStatus& status);

/// Restarts the instance at `place` through the cluster: only when no other instance is missing (one at a
/// time is what clients and quorums bear), and until all are back, as many and as many promoted as `before`.
/// What failed there before is forgotten. Throws Failure with the failed actions and the unit's last words
/// when one of these takes longer than `limit`.
void restart_instance(HostControl& host, const std::string& id, const InstancePlace& place,
                      const std::vector<InstancePlace>& before, std::chrono::seconds limit);

}  // namespace modules::pcs
