#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct GitArguments {
    std::string repo;
    std::optional<std::string> dest;
    std::string version = "HEAD";
    std::string remote = "origin";
    std::optional<std::string> refspec;
    std::optional<std::string> reference;
    bool force = false;
    std::optional<std::int64_t> depth;
    bool clone = true;
    bool update = true;
    bool verify_commit = false;
    std::vector<std::string> gpg_whitelist;
    bool accept_hostkey = false;
    bool accept_newhostkey = false;
    std::optional<std::string> key_file;
    std::optional<std::string> ssh_opts;
    std::string executable = "git";
    bool bare = false;
    bool recursive = true;
    bool single_branch = false;
    bool track_submodules = false;
    std::optional<std::string> umask;
    std::optional<std::string> archive;
    std::optional<std::string> archive_prefix;
    std::optional<std::string> separate_git_dir;
};

/// A working copy, or a bare repository, of what stands in another repository. What version that has is asked
/// with one `git ls-remote`; nothing is fetched where the copy has it already.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/git_module.html
class Git final : public TypedModule<GitArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "git"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Checks a version out of a git repository";
    }
    [[nodiscard]] ArgumentList<GitArguments> table() const override;
    [[nodiscard]] Plan check(const GitArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
