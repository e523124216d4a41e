#pragma once

#include "modules/git/GitCommand.hpp"

namespace modules {

/// What a name is in a repository, and which commit it means there.
struct GitTarget {
    enum class Kind { head, branch, tag, commit };
    Kind kind = Kind::commit;
    std::string commit;
    /// Of a branch, or of HEAD: its name.
    std::string branch;
};

/// What the version of a task means in its repository now, asked with one `git ls-remote`. `branch`: what
/// HEAD means, where there is a copy already. Throws Failure where the repository cannot be read.
GitTarget target_in(const GitCommand& git, const HostView& host, const std::optional<std::string>& branch);

/// The copy on the host.
class GitCopy {
  public:
    /// Throws Failure where .git leads nowhere.
    GitCopy(const GitCommand& git, const HostView& host);

    [[nodiscard]] bool exists() const;
    [[nodiscard]] const std::string& directory() const { return directory_; }
    /// Where git keeps its own: .git, or where that file leads, or a bare repository itself.
    [[nodiscard]] const std::string& git_directory() const { return git_directory_; }

    /// The commit that it is at; of a bare one, where the version's branch is.
    [[nodiscard]] std::string commit() const;
    /// The commit that a name means in the copy; nothing where it means none.
    [[nodiscard]] std::optional<std::string> commit_of(const std::string& name) const;
    /// The branch that is checked out; where none is, the remote's own.
    [[nodiscard]] std::optional<std::string> branch() const;
    [[nodiscard]] bool is_detached() const;
    [[nodiscard]] bool has_branch(const std::string& name) const;
    /// Files that are kept in git and were changed.
    [[nodiscard]] bool has_modifications() const;
    [[nodiscard]] bool has_other_address() const;
    /// Submodules that are not there, not at the commit that is wanted, or (where they are to be the newest)
    /// behind.
    [[nodiscard]] bool has_stale_submodules() const;

  private:
    [[nodiscard]] std::string head_file(const std::string& path, const std::string& prefix) const;

    const GitCommand& git_;
    const HostView& host_;
    std::string directory_;
    std::string git_directory_;
};

/// Throws Failure where the version must carry a signature in the copy and does not carry a good one of
/// somebody who may sign.
void require_good_signature(const GitCommand& git, const HostView& host);

}  // namespace modules
