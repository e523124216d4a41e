#include "modules/pcs/DefaultCluster.hpp"

#include "modules/pcs/CorosyncConfiguration.hpp"
#include "modules/system/HostControl.hpp"

namespace modules::pcs {

bool plan_removal_of_default_cluster(const HostView& host, Plan& plan) {
    const std::optional<CorosyncConfiguration> present = CorosyncConfiguration::read(host);
    if (!present || !present->is_debian_default()) return false;
    plan.change({"cluster debian (of the package, node1 on 127.0.0.1)", Map{{"exists", true}}, Value()},
                [](HostControl& control) {
                    control.tell("removing the one-node cluster that the package brought");
                    run_or_fail(control, {"pcs", {"cluster", "destroy"}, {}, {}, {}, {}, {}});
                    return Outcome{};
                });
    return true;
}

}  // namespace modules::pcs
