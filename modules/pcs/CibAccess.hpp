#pragma once

#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/CibDocument.hpp"

#include <set>
#include <string>

namespace modules {
class HostControl;
class HostView;
}  // namespace modules

namespace modules::pcs {

/// Pacemaker does not run here, or is not installed: there is no configuration to look at.
class ClusterNotRunning : public Failure {
  public:
    using Failure::Failure;
};

/// The whole CIB, by one `cibadmin --query`. Throws ClusterNotRunning, or Failure with cibadmin's words.
std::string read_cib(const HostView& host);

/// Asks crm_verify whether `after` is a configuration that Pacemaker takes. Throws Failure with the mistakes
/// that `before` does not have; those that it has already come back as warnings. `secrets` are left out of
/// both.
std::vector<std::string> verify_cib(const HostView& host, const std::string& before, const std::string& after,
                                    const std::set<std::string>& secrets);

/// Somebody else changed the configuration after it was read: nothing was written.
enum class PushOutcome { written, conflict };

/// Pushes the difference between what was read and `after` as one patch, which Pacemaker takes only if the
/// configuration's epoch is still the one that was read. Throws Failure with cibadmin's words.
PushOutcome push_cib(HostControl& host, const std::string& before, CibDocument& after,
                     const std::set<std::string>& secrets);

}  // namespace modules::pcs
