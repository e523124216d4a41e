#pragma once

#include "modules/pcs/AgentMetadata.hpp"
#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// The operations that a new resource gets, in the order of the CIB, as `pcs resource create` gives them:
/// those declared, with an interval where none was said (60s for monitor, else 0s), and the agent's own for
/// every name that was not declared; a fence device takes its monitor only. Throws Failure for two of a name
/// and interval.
std::vector<Attributes> complete_operations(const WantedResource& resource, const AgentMetadata* agent);

/// An operation of the CIB with its OCF_CHECK_LEVEL among the attributes.
Attributes operation_of(pugi::xml_node operation);
/// The same text for operations that mean the same ("20" and "20s", Master and Promoted).
std::string operation_meaning(const Attributes& operation);

/// Brings <operations> of a primitive to `wanted`. Those that mean the same keep their element and id.
/// `also_others` says what becomes of operations with names that are not in `wanted`.
enum class OtherOperations { removed, kept };
void set_operations(CibDocument& cib, pugi::xml_node primitive, const std::vector<Attributes>& wanted,
                    OtherOperations others);

}  // namespace modules::pcs
