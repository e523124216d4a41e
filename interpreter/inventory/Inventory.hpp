#pragma once

#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/variables/VariableFiles.hpp"
#include "interpreter/variables/VariableScope.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interpreter {

struct Host;

/// A group as the sources gave it; `all` and `ungrouped` always exist.
struct Group {
    std::string name;
    Position position;
    /// Distance from `all`: children are deeper and win over parents.
    int depth = 0;
    int priority = 1;
    Variables variables;
    std::vector<Group*> parents;
    std::vector<Group*> children;
    /// Direct members, in the order of the sources.
    std::vector<Host*> hosts;
};

struct Host {
    std::string name;
    Position position;
    /// From the inventory source itself, group variables aside.
    Variables variables;
    /// Every group the host is in, directly or not, `all` first, in order of rising precedence.
    std::vector<const Group*> groups;
    /// `localhost` that nobody listed: matched by name only, connection local.
    bool implicit = false;
};

/// A host as a run adds it (add_host).
struct HostAddition {
    std::string name;
    std::vector<std::string> groups;
    Map variables;
};

/// Who there is. After loading only a run adds to it, from any thread; its hosts and groups live as long as it does.
class Inventory {
  public:
    Inventory();
    Inventory(Inventory&&) noexcept;
    Inventory& operator=(Inventory&&) noexcept;
    ~Inventory();

    /// In the order of the sources.
    [[nodiscard]] std::vector<const Host*> hosts() const;
    [[nodiscard]] std::vector<const Group*> groups() const;
    /// `localhost` is always found.
    [[nodiscard]] const Host* host(std::string_view name) const;
    [[nodiscard]] const Group* group(std::string_view name) const;
    /// All hosts of a group and its descendants, in order, each once.
    [[nodiscard]] std::vector<const Host*> hosts_of(const Group& group) const;
    /// As Host::groups, while others may add to them.
    [[nodiscard]] std::vector<const Group*> groups_of(const Host& host) const;
    /// The sources' paths, as given.
    [[nodiscard]] const std::vector<std::string>& sources() const;

    /// Its layers, weakest first: inventory and playbook group_vars and host_vars, by Ansible's precedence.
    /// `playbook_directory` may be empty.
    [[nodiscard]] std::vector<std::pair<Layer, Variables>> variables_of(const Host& host,
                                                                        const std::string& playbook_directory,
                                                                        VariableFiles& files,
                                                                        Diagnostics& diagnostics) const;

    /// What is said of a group itself, in the source and in group_vars; weakest first.
    [[nodiscard]] std::vector<std::pair<Layer, Variables>> own_variables_of(const Group& group,
                                                                            const std::string& playbook_directory,
                                                                            VariableFiles& files,
                                                                            Diagnostics& diagnostics) const;
    /// What is said of a host itself, in the source and in host_vars; weakest first.
    [[nodiscard]] std::vector<std::pair<Layer, Variables>> own_variables_of(const Host& host,
                                                                            const std::string& playbook_directory,
                                                                            VariableFiles& files,
                                                                            Diagnostics& diagnostics) const;
    /// Makes the host, or adds to what is known of it; groups are made as needed. False when all was so already.
    bool add_host(const HostAddition& addition);
    /// Puts the host into a group below these parents, both made as needed. False when it was there already.
    bool add_to_group(const Host& host, const std::string& group, const std::vector<std::string>& parents);

    /// Holds what the other was read as, from now on; hosts and groups of before live on for whoever points at them.
    void replace_with(Inventory fresh);

  private:
    friend class InventoryBuilder;
    struct Contents;
    std::unique_ptr<Contents> contents_;
};

/// Reads every source (INI, YAML, a directory of them, an executable that prints JSON, or "host1,host2,"),
/// later ones winning. Mistakes go to `diagnostics`.
Inventory load_inventory(const std::vector<std::string>& sources, VariableFiles& files,
                         Diagnostics& diagnostics);

}  // namespace interpreter
