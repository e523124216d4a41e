#pragma once

#include "modules/mysql/GaleraState.hpp"
#include "modules/system/HostView.hpp"

#include <string>
#include <vector>

namespace modules::mysql {

/// One look at a node: the result of `galera_state`, without what only a recovery can tell.
Map look_at_node(const GaleraStateArguments& wanted, const HostView& host);

/// What is not yet as the arguments ask for: "wsrep_local_state_comment is Joined, not Synced".
std::vector<std::string> unmet(const GaleraStateArguments& wanted, const Map& node);

/// Does only a recovery know where this node stands?
bool needs_recovery(const Map& node);

}  // namespace modules::mysql
