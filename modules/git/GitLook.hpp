#pragma once

#include "modules/git/GitRepository.hpp"

namespace modules {

/// One look of the `git` module.
class GitLook {
  public:
    GitLook(const GitArguments& wanted, const HostView& host)
        : wanted_(wanted), git_(wanted), host_(host), copy_(git_, host) {}
    [[nodiscard]] Plan plan() const;

  private:
    [[nodiscard]] Plan told_only() const;
    void plan_clone(Plan& plan) const;
    void plan_renewal(Plan& plan) const;
    void plan_git_directory(Plan& plan) const;
    void plan_archive(Plan& plan) const;
    /// The commit at which the copy shall be.
    [[nodiscard]] std::string wanted_commit(const GitTarget& target) const;

    const GitArguments& wanted_;
    GitCommand git_;
    const HostView& host_;
    GitCopy copy_;
};

}  // namespace modules
