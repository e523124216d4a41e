#pragma once

#include "interpreter/inventory/Inventory.hpp"

#include <deque>
#include <functional>
#include <shared_mutex>
#include <string_view>
#include <unordered_map>

namespace interpreter {

/// What the sources gave. Hosts and groups stay where they are: everybody points at them.
struct InventoryParts {
    std::deque<Host> hosts;
    std::deque<Group> groups;
    std::unordered_map<std::string_view, Host*> host_by_name;
    std::unordered_map<std::string_view, Group*> group_by_name;
    /// localhost, 127.0.0.1 and ::1, where the sources name none of them.
    std::deque<Host> implicit_hosts;
    std::vector<std::string> sources;
    /// Where group_vars and host_vars of the sources are, in their order, each once.
    std::vector<std::string> directories;
};

struct Inventory::Contents : InventoryParts {
    /// Held by every question, and alone by what a run adds.
    mutable std::shared_mutex mutex;
    /// From before it was read anew: somebody may still point there.
    std::deque<InventoryParts> former;

    // For what a run adds; whoever calls them holds the mutex alone.
    Group& group_named(const std::string& name);
    /// False when the host is in the group already.
    bool put(Host& host, Group& group);
    /// Host::groups, anew.
    void settle_groups_of(Host& host);
};

}  // namespace interpreter
