#pragma once

#include "modules/pcs/AgentMetadata.hpp"
#include "modules/pcs/WantedCluster.hpp"

namespace modules::pcs {

/// Throws Failure for attributes that the agent does not have and for required ones that are missing: all of
/// them in one message.
void check_attributes(const WantedResource& wanted, const AgentMetadata& agent);

}  // namespace modules::pcs
