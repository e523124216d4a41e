#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/ClusterStatus.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// How many instances of a resource there should be once the cluster has done its work.
struct ResourceTarget {
    std::string id;
    std::size_t active = 0;
    std::size_t promoted = 0;
};

/// The targets of primitives: one instance, or of a clone one for each node that is online and allowed by
/// location constraints (nodes, rules on node attributes, resource discovery), at most clone-max;
/// promoted-max of them promoted. Disabled and unmanaged resources have none.
std::vector<ResourceTarget> resource_targets(const CibDocument& cib, const ClusterStatus& status,
                                             const std::vector<std::string>& ids);

/// What is still missing, in words, one line a resource ("galera: 2 of 3 started, 1 of 3 promoted"); empty:
/// all is there.
std::vector<std::string> missing_targets(const std::vector<ResourceTarget>& targets,
                                         const ClusterStatus& status);

}  // namespace modules::pcs
