#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules {
class HostView;
}

namespace modules::pcs {

struct NodeStatus {
    std::string name;
    /// member or remote
    std::string type;
    bool online = false;
    bool standby = false;
    bool maintenance = false;
    bool pending = false;
    bool unclean = false;
    bool is_dc = false;
    std::int64_t resources_running = 0;
};

/// One instance: a primitive, or a copy of a cloned one.
struct ResourceInstance {
    std::string id;
    /// Of a clone, a group: empty where it is in none.
    std::string clone;
    std::string group;
    std::string agent;
    /// Started, Stopped, Promoted, Unpromoted, Starting, …
    std::string role;
    /// What goes on with it right now ("Starting", "Monitoring").
    std::string pending;
    bool active = false;
    bool failed = false;
    bool blocked = false;
    bool managed = true;
    bool orphaned = false;
    std::vector<std::string> nodes;
};

struct FailedAction {
    std::string operation;
    std::string node;
    std::string exit_status;
    std::string exit_reason;
    std::string when;
};

struct FencingEvent {
    std::string action;
    std::string target;
    /// success, failed, pending
    std::string status;
    std::string delegate;
    std::string origin;
    std::string exit_reason;
    std::string completed;
};

/// What the cluster is doing, from `crm_mon --output-as=xml` (never its text, which looks different while
/// operations run).
struct ClusterStatus {
    std::string dc;
    bool quorate = false;
    bool stonith_enabled = false;
    bool maintenance = false;
    std::vector<NodeStatus> nodes;
    std::vector<ResourceInstance> resources;
    std::vector<FailedAction> failed_actions;
    std::vector<FencingEvent> fencing;

    /// Throws Failure where the text is no answer of crm_mon.
    static ClusterStatus parsed(const std::string& xml);
    /// Throws ClusterNotRunning.
    static ClusterStatus read(const HostView& host);
    /// For the registered result.
    [[nodiscard]] Map data() const;
    /// "vip-db start on controller1: error (no such device)", one for each failed action.
    [[nodiscard]] std::vector<std::string> failures() const;
};

/// <fence_event> elements below `xml`'s root, as crm_mon and `stonith_admin --history` write them.
std::vector<FencingEvent> fencing_events(const std::string& xml);

}  // namespace modules::pcs
