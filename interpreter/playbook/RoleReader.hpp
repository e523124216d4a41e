#pragma once

#include "interpreter/playbook/KeywordReader.hpp"
#include "interpreter/playbook/Loading.hpp"
#include "interpreter/playbook/RolePool.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// One use of a role as it was written: in `roles:`, as a dependency, or by import_role and include_role.
struct RoleUse {
    RoleRequest request;
    /// Keywords of the entry, its parameters and their layer. The parent is set by the caller.
    std::unique_ptr<Role> role;
    /// `vars:` of the entry; they are weaker than the role's own.
    Variables entry_vars;
    /// import_role runs its role again unless it says otherwise.
    bool may_repeat = false;
    bool validates_arguments = true;
};

/// Reads roles with all their files and dependencies into the scene's pool.
class RoleReader {
  public:
    RoleReader(Loading& loading, const Scene& scene) : loading_(loading), scene_(scene) {}

    /// An entry of `roles:` or of `dependencies:`. Nothing (and errors) when it cannot be read.
    [[nodiscard]] std::unique_ptr<RoleUse> read_entry(const YamlNode& entry, const Element& parent);
    /// The role of that use, or the one that was read before and runs the same; null (and errors) when it is
    /// nowhere.
    Role* load(RoleUse use, const Element& parent, const Role* dependent);

  private:
    struct Meta;

    [[nodiscard]] std::string find(const RoleUse& use, const Role* dependent);
    void read_meta(Role& role, Meta& meta);
    void read_meta_entry(const YamlEntry& entry, Role& role, Meta& meta);
    void read_needs(const YamlNode& node, Role& role);
    void read_variables(Role& role, const RoleUse& use);
    [[nodiscard]] Variables variables_file(const Role& role, const std::string& folder,
                                           const std::string& name, Position asked_at);
    void read_dependencies(Role& role, const YamlNode& list);
    void read_argument_spec(Role& role, const Meta& meta, const std::string& entry_point);
    void read_tasks(Role& role, const RoleRequest& request);
    void read_handlers(Role& role, const RoleRequest& request);
    /// A file of tasks or handlers; null when there is none, which is an error where it was named.
    [[nodiscard]] std::string role_file(const Role& role, const std::string& folder, const std::string& name,
                                        Position asked_at);
    [[nodiscard]] Scene inside(const Role& role, const std::string& folder) const;

    Loading& loading_;
    const Scene& scene_;
};

/// What tells one use of a role from another.
Value identity_of(const RoleUse& use);

}  // namespace interpreter
