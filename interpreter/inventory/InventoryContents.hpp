#pragma once

#include "interpreter/inventory/Inventory.hpp"

#include <deque>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace interpreter {

/// Hosts and groups stay where they are: everybody points at them.
struct Inventory::Contents {
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

}  // namespace interpreter
