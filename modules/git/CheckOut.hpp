#pragma once

#include "modules/git/GitRepository.hpp"

namespace modules {

/// The changes of the `git` module, each for a HostControl.
class CheckOut {
  public:
    CheckOut(GitCommand git, GitTarget target) : git_(std::move(git)), target_(std::move(target)) {}

    /// Makes the copy, at its version.
    Outcome clone(HostControl& host) const;
    /// Brings a copy to its version.
    Outcome update(HostControl& host) const;
    /// Brings its submodules to theirs.
    Outcome update_submodules(HostControl& host) const;
    /// Moves what git keeps of a copy.
    Outcome move_git_directory(HostControl& host, const std::string& from) const;
    /// Writes the archive.
    Outcome archive(HostControl& host) const;

  private:
    void fetch(HostControl& host) const;
    void switch_version(HostControl& host) const;
    [[nodiscard]] std::string directory() const;

    GitCommand git_;
    GitTarget target_;
};

/// "tar.gz" for x.tar.gz and x.gz; throws Failure for what is no archive's name.
std::string archive_format(const std::string& path);

/// The call of git that gives an archive of the version.
std::vector<std::string> archive_call(const GitArguments& wanted);

}  // namespace modules
