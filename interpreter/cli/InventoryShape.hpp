#pragma once

#include "interpreter/inventory/Inventory.hpp"

#include <set>
#include <string>

namespace interpreter {

/// Where variables of groups stand: with each host that has them, or with the group (`--export`).
enum class GroupVariables { with_hosts, with_groups };

/// An inventory as ansible-inventory shows it. Secrets are dots; what only the program sets is left out.
class InventoryShape {
  public:
    struct Sources {
        const Inventory& inventory;
        VariableFiles& files;
        Diagnostics& findings;
        /// Beside which group_vars and host_vars are looked for too; may be empty.
        std::string playbook_directory;
        Variables extra_variables;
        HashBehaviour mappings = HashBehaviour::replace;
    };
    InventoryShape(Sources sources, GroupVariables group_variables)
        : sources_(std::move(sources)), group_variables_(group_variables) {}

    /// `--list`: each group with its hosts and children, and `_meta` with the variables of hosts.
    [[nodiscard]] Value flat() const;
    /// `--list -y`: groups inside groups, each host's variables where it is first named.
    [[nodiscard]] Value nested() const;
    /// `--graph` from a group on, a line each.
    enum class ShownVariables { no, yes };
    [[nodiscard]] std::string graph(const Group& top, ShownVariables shown) const;
    [[nodiscard]] Value variables_of(const Host& host) const;

  private:
    [[nodiscard]] Value variables_of(const Group& group) const;
    [[nodiscard]] Value flattened(const std::vector<std::pair<Layer, Variables>>& layers) const;
    void add_flat(const Group& group, Map& groups, std::set<const Group*>& seen) const;
    [[nodiscard]] Value nested_group(const Group& group, std::set<const Host*>& seen) const;
    void draw(const Group& group, ShownVariables shown, int depth, std::string& text) const;

    Sources sources_;
    GroupVariables group_variables_;
};

}  // namespace interpreter
