#include "modules/git/Git.hpp"

#include "modules/git/GitLook.hpp"

#include <fmt/format.h>

#include <array>

namespace modules {

namespace {

void require_sense_of_git(const GitArguments& wanted) {
    const auto both = [](bool one, bool other, const char* names) {
        if (one && other) throw Failure(fmt::format("parameters are mutually exclusive: {}", names));
    };
    both(wanted.separate_git_dir.has_value(), wanted.bare, "separate_git_dir|bare");
    both(wanted.accept_hostkey, wanted.accept_newhostkey, "accept_hostkey|accept_newhostkey");
    if (wanted.archive_prefix && !wanted.archive)
        throw Failure("missing parameter(s) required by 'archive_prefix': archive");
    if (!wanted.dest && wanted.clone)
        throw Failure("the destination directory must be specified unless clone=no");
    if (wanted.umask && wanted.umask->find_first_not_of("01234567") != std::string::npos)
        throw Failure("umask must be an octal integer");
    for (const std::string& name : {wanted.repo, wanted.version, wanted.remote})
        if (name.empty() || name.front() == '-')
            throw Failure(fmt::format("git: \"{}\" is no name here", name));
}

}  // namespace

ArgumentList<GitArguments> Git::table() const {
    using A = GitArguments;
    ArgumentList<A> list;
    list.add("repo", &A::repo, "the repository: an address or a path",
             {.need = Need::required, .aliases = {"name"}})
        .add("dest", &A::dest, "where the copy is to be", {.path = true})
        .add("version", &A::version,
             "a branch, a tag, the whole hash of a commit; HEAD: the branch that is checked out")
        .add("remote", &A::remote, "what the copy calls the repository")
        .add("refspec", &A::refspec, "what else to fetch")
        .add("reference", &A::reference, "a repository on the host that has most of it already")
        .add("force", &A::force, "throw away what was changed in the copy")
        .add("depth", &A::depth, "how many commits of the past are wanted; else all")
        .add("clone", &A::clone, "make the copy where there is none; no: only tell the version")
        .add("update", &A::update, "renew a copy that is there")
        .add("verify_commit", &A::verify_commit, "the commit or tag must carry a good signature")
        .add("gpg_whitelist", &A::gpg_whitelist, "whose: fingerprints")
        .add("accept_hostkey", &A::accept_hostkey, "trust any host that ssh meets")
        .add("accept_newhostkey", &A::accept_newhostkey, "trust a host that ssh meets for the first time")
        .add("key_file", &A::key_file, "ssh's private key", {.path = true})
        .add("ssh_opts", &A::ssh_opts, "options of ssh")
        .add("executable", &A::executable, "the path of git", {.path = true})
        .add("bare", &A::bare, "a repository without a working copy")
        .add("recursive", &A::recursive, "submodules too")
        .add("single_branch", &A::single_branch, "of the version's branch only")
        .add("track_submodules", &A::track_submodules, "submodules at the newest commit of their branch")
        .add("umask", &A::umask, "the umask of what is made")
        .add("archive", &A::archive, "make an archive of the version too: .zip, .tar, .tar.gz, .tgz",
             {.path = true})
        .add("archive_prefix", &A::archive_prefix, "what names in the archive begin with")
        .add("separate_git_dir", &A::separate_git_dir, "where .git is to be, in place of the copy",
             {.path = true});
    return list;
}

Plan Git::check(const GitArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense_of_git(wanted);
    if (!host.find_program(wanted.executable)) {
        const std::string missing =
            fmt::format("Failed to find required executable \"{}\"", wanted.executable);
        if (!options.check_mode) throw Failure(missing);
        Plan plan;
        plan.unknown = missing;
        return plan;
    }
    return GitLook(wanted, host).plan();
}

}  // namespace modules
