#pragma once

#include "interpreter/graph/TaskGraph.hpp"
#include "interpreter/playbook/Element.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// The roles of a play (or of one dynamic include) while they are being read, and what must come before what.
class RolePool {
  public:
    RolePool() = default;
    /// `elder`: roles of the play that are there already; equal dependencies are not run again.
    explicit RolePool(const std::vector<std::unique_ptr<Role>>& elder);

    Role& add(std::unique_ptr<Role> role);
    /// One that was added before (or an elder) and would run the same: null when there is none.
    [[nodiscard]] Role* equal(const std::string& path, const Value& identity) const;
    /// The same role, if it is of this pool and no elder; else null.
    [[nodiscard]] Role* own(const Role& role) const;
    /// Of that name; null when there is none.
    [[nodiscard]] Role* named(const std::string& name) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Role>>& roles() const { return roles_; }
    /// How many roles it has: roles added from now on have this number and higher ones.
    [[nodiscard]] std::size_t size() const { return roles_.size(); }
    /// The tasks of a role that was added as number `first` or later, for the place in which they run; null
    /// for others.
    std::unique_ptr<Block> take_tasks(const Role& role, std::size_t first);
    void add_edge(const Role& before, const Role& after, EdgeKind kind, std::string reason,
                  Position position);

    /// Every role in order of running; afterwards the pool is empty. A cycle is an error that names all its
    /// roles.
    std::vector<std::unique_ptr<Role>> take_in_order(Diagnostics& diagnostics);

  private:
    [[nodiscard]] std::size_t index_of(const Role& role) const;

    std::vector<Role*> elders_;
    std::vector<std::unique_ptr<Role>> roles_;
    TaskGraph graph_;
};

}  // namespace interpreter
