#pragma once

#include "modules/git/Git.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// Calls of git as a task wants them: without questions, in English, with its options for ssh.
class GitCommand {
  public:
    explicit GitCommand(GitArguments wanted) : wanted_(std::move(wanted)) {}

    [[nodiscard]] const GitArguments& wanted() const { return wanted_; }
    /// The repository; a path as an address, because git knows no depth of paths.
    [[nodiscard]] std::string repository() const;

    /// A look; in the copy where `directory` says so. ssh then writes down no host that it meets.
    [[nodiscard]] ProcessResult ask(const HostView& host, std::vector<std::string> arguments,
                                    const std::string& directory = {}) const;
    /// The same; throws Failure ("…: " and what git said) where git fails.
    [[nodiscard]] std::string answer(const HostView& host, std::vector<std::string> arguments,
                                     const std::string& directory, const std::string& failure) const;

    /// A change, in a directory. Throws Failure likewise.
    ProcessResult run(HostControl& host, std::vector<std::string> arguments, const std::string& directory,
                      const std::string& failure) const;

  private:
    enum class KnownHosts { read, written };
    [[nodiscard]] std::map<std::string, std::string> environment(const HostView& host,
                                                                 KnownHosts known) const;

    GitArguments wanted_;
};

}  // namespace modules
