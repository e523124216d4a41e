#pragma once

#include "modules/pcs/CorosyncConfiguration.hpp"
#include "modules/value/Value.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// Members as they are written for pcs_auth and pcs_cluster: `{name: controller1, addr: 10.0.0.11}`, a list
/// of addresses where there are several links, or the bare name. Throws Failure naming the entry.
std::vector<CorosyncNode> member_list(const std::vector<Value>& nodes, const char* argument);

/// "controller1 addr=10.0.0.11 …" as pcs takes it.
std::vector<std::string> pcs_words(const CorosyncNode& node);

}  // namespace modules::pcs
