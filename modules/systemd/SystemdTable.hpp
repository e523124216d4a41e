#pragma once

#include "modules/systemd/Systemd.hpp"

namespace modules {

/// The arguments that all service modules share.
template <class Arguments>
void add_unit_arguments(ArgumentList<Arguments>& table) {
    table.template add<std::optional<std::string>>(
        "name", &Arguments::name, "the unit; without a suffix a service, sshd for sshd.service",
        {.aliases = {"service", "unit"}});
    table.template add<std::optional<UnitState>>(
        "state", &Arguments::state, "whether it runs; restarted and reloaded always do something");
    table.template add<std::optional<bool>>("enabled", &Arguments::enabled, "whether it starts at boot");
    table.template add<std::optional<bool>>("masked", &Arguments::masked,
                                            "whether nothing at all can start it");
    table.template add<bool>("daemon_reload", &Arguments::daemon_reload,
                             "first let systemd read unit files that are newer than what it has loaded",
                             {.aliases = {"daemon-reload"}});
    table.template add<bool>("daemon_reexec", &Arguments::daemon_reexec,
                             "first let systemd execute itself anew", {.aliases = {"daemon-reexec"}});
    table.template add<UnitScope>("scope", &Arguments::scope,
                                  "the system's units, the user's own, or all users'");
    table.template add<bool>("no_block", &Arguments::no_block, "do not wait until it has started or stopped");
    table.template add<bool>("force", &Arguments::force, "replace links that are in the way of enabling");
}

}  // namespace modules
