#pragma once

#include "interpreter/inventory/Inventory.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace interpreter {

/// Puts together what the sources say, one after the other; `finish` orders groups and gives every host its
/// groups.
class InventoryBuilder {
  public:
    explicit InventoryBuilder(Diagnostics& diagnostics);
    ~InventoryBuilder();

    /// What follows comes from there: hosts that are new get it as `inventory_file` and `inventory_dir`.
    void begin_source(std::string path, std::string directory);
    /// group_vars and host_vars are read from there.
    void add_variables_directory(std::string directory);

    [[nodiscard]] Group* find_group(std::string_view name) const;
    Group& add_group(const std::string& name, Position position);
    Host& add_host(const std::string& name, Group& group, Position position);
    void set_variable(Group& group, const std::string& name, Value value, Position position);
    void set_variable(Host& host, const std::string& name, Value value, Position position);
    /// A group that would contain itself is an error.
    void add_child(Group& parent, Group& child, Position position);

    [[nodiscard]] std::vector<std::string> group_names() const;
    [[nodiscard]] Diagnostics& diagnostics() const { return diagnostics_; }
    [[nodiscard]] Inventory finish(std::vector<std::string> sources);

  private:
    void check_name(const std::string& name, Position position);
    void settle_ungrouped();
    void measure_depths();
    void give_groups(Host& host);
    void warn_about_shared_names();
    void add_implicit_hosts();

    Diagnostics& diagnostics_;
    std::unique_ptr<Inventory::Contents> contents_;
    std::unordered_map<const Group*, VariableMap> group_variables_;
    std::unordered_map<const Host*, VariableMap> host_variables_;
    /// The groups that hold the host directly.
    std::unordered_map<const Host*, std::vector<Group*>> memberships_;
    std::string source_;
    std::string directory_;
    Group* all_ = nullptr;
    Group* ungrouped_ = nullptr;
};

}  // namespace interpreter
