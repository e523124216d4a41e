#pragma once

#include "interpreter/playbook/Loading.hpp"
#include "interpreter/playbook/RolePool.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// Looks into what include_tasks and include_role will bring, where its name is written plainly. Whether it
/// is ever reached nobody knows, so every mistake in it is a warning.
class IncludeCheck {
  public:
    IncludeCheck(Loading& loading, const Play& play);

    /// Goes into everything that the tasks of the play include, and into what that includes.
    void check();
    /// Some name holds a template: anything may come.
    [[nodiscard]] bool is_open() const { return open_; }
    /// Roles that may come, for their handlers.
    [[nodiscard]] const std::vector<std::unique_ptr<Role>>& roles() const { return roles_; }

  private:
    void visit(const Task& task);
    void visit_tasks(const Task& task, const std::string& name);
    void visit_role(const Task& task, const std::string& name);
    [[nodiscard]] Scene scene_at(const Task& task, RolePool& pool) const;
    void take(Diagnostics& findings, RolePool& pool);

    Loading& loading_;
    const Play& play_;
    std::set<std::string> seen_;
    std::vector<std::unique_ptr<Block>> blocks_;
    std::vector<std::unique_ptr<Role>> roles_;
    bool open_ = false;
};

}  // namespace interpreter
