#pragma once

#include "modules/pcs/AgentMetadata.hpp"
#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/DifferenceList.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// The wanted configuration on a copy of what is, and how the two differ. No difference: the copy is what was
/// read.
struct Composition {
    CibDocument cib;
    std::vector<Difference> differences;
    std::vector<std::string> warnings;
};

/// Brings a copy of the CIB to what is wanted, with the ids, operations and defaults that pcs would give.
/// What the list does not name is left alone. Throws Failure naming the entry that cannot be (an unknown
/// resource in a constraint, an agent that is not installed, an attribute that the agent does not have).
Composition compose(const std::string& cib, const WantedCluster& wanted, AgentLibrary& agents);

/// Every secret text of the declaration.
std::set<std::string> secrets_of(const WantedCluster& wanted);

}  // namespace modules::pcs
