#pragma once

#include "modules/module/Module.hpp"
#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/ClusterStatus.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace modules {
class HostControl;
class HostView;
}  // namespace modules

namespace modules::pcs {

/// After a push: lets the cluster do what the change asks for, then waits until the resources are where they
/// should be. Throws Failure naming what is missing and the failed actions with their reasons.
void wait_for_targets(HostControl& host, const std::vector<std::string>& ids, std::chrono::seconds limit);

/// Where nothing had to be pushed: the same wait, as a look. In check mode it waits for nothing and warns.
void look_at_targets(const HostView& host, const CibDocument& cib, const std::vector<std::string>& ids,
                     std::chrono::seconds limit, const CallOptions& options, Plan& plan);

/// What the units of those that failed said last, as far as this host's journal knows it; begins with a line
/// break where there is anything.
std::string last_words(const HostView& host, const CibDocument& cib, const std::vector<std::string>& ids,
                       const ClusterStatus& status);

}  // namespace modules::pcs
