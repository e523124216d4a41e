#include "modules/git/CheckOut.hpp"

#include "modules/files/Paths.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

void make_directories(HostControl& host, const std::string& path) {
    if (host.is_directory(path)) return;
    make_directories(host, parent_of(path));
    host.make_directory(path, 0755);
}

std::string head_reference(const std::string& branch) {
    return fmt::format("+refs/heads/{0}:refs/heads/{0}", branch);
}

std::string remote_reference(const std::string& branch, const std::string& remote) {
    return fmt::format("+refs/heads/{0}:refs/remotes/{1}/{0}", branch, remote);
}

}  // namespace

std::string CheckOut::directory() const {
    return without_trailing_slashes(*git_.wanted().dest);
}

Outcome CheckOut::clone(HostControl& host) const {
    const GitArguments& wanted = git_.wanted();
    make_directories(host, parent_of(directory()));
    std::vector<std::string> call{"clone"};
    if (wanted.bare) {
        call.emplace_back("--bare");
    } else {
        call.insert(call.end(), {"--origin", wanted.remote});
    }
    const bool has_name = target_.kind == GitTarget::Kind::branch || target_.kind == GitTarget::Kind::tag;
    const bool is_shallow = wanted.depth && (wanted.version == "HEAD" || wanted.refspec || has_name);
    if (is_shallow) call.insert(call.end(), {"--depth", std::to_string(*wanted.depth)});
    if (wanted.reference) call.insert(call.end(), {"--reference", *wanted.reference});
    if (wanted.single_branch) call.emplace_back("--single-branch");
    if (has_name && (is_shallow || wanted.single_branch))
        call.insert(call.end(), {"--branch", wanted.version});
    if (wanted.separate_git_dir) call.push_back("--separate-git-dir=" + *wanted.separate_git_dir);
    call.insert(call.end(), {"--", git_.repository(), directory()});
    git_.run(host, call, parent_of(directory()), fmt::format("Failed to clone {}", wanted.repo));
    if (wanted.bare && wanted.remote != "origin")
        git_.run(host, {"remote", "add", wanted.remote, git_.repository()}, directory(),
                 "Failed to add the remote");
    if (wanted.refspec) {
        std::vector<std::string> more{"fetch"};
        if (wanted.depth) more.insert(more.end(), {"--depth", std::to_string(*wanted.depth)});
        more.insert(more.end(), {wanted.remote, *wanted.refspec});
        git_.run(host, more, directory(), "Failed to download remote objects and refs");
    }
    if (!wanted.bare) switch_version(host);
    require_good_signature(git_, host);
    return update_submodules(host);
}

Outcome CheckOut::update(HostControl& host) const {
    const GitArguments& wanted = git_.wanted();
    const GitCopy copy(git_, host);
    if (copy.has_modifications())
        git_.run(host, {"reset", "--hard", "HEAD"}, directory(), "Failed to reset the copy");
    if (copy.has_other_address())
        git_.run(host, {"remote", "set-url", wanted.remote, git_.repository()}, directory(),
                 fmt::format("Failed to set a new url {} for {}", git_.repository(), wanted.remote));
    fetch(host);
    if (!wanted.bare) switch_version(host);
    require_good_signature(git_, host);
    return update_submodules(host);
}

void CheckOut::fetch(HostControl& host) const {
    const GitArguments& wanted = git_.wanted();
    std::vector<std::string> references;
    if (wanted.depth) {
        if (wanted.refspec) {
            references.push_back(*wanted.refspec);
        } else if (target_.kind == GitTarget::Kind::tag) {
            references.push_back(fmt::format("+refs/tags/{0}:refs/tags/{0}", wanted.version));
        } else if (!target_.branch.empty()) {
            references.push_back(remote_reference(target_.branch, wanted.remote));
            if (GitCopy(git_, host).branch() != target_.branch)
                references.push_back(head_reference(target_.branch));
        }
    }
    std::vector<std::string> call{"fetch"};
    if (!references.empty()) {
        call.insert(call.end(), {"--depth", std::to_string(*wanted.depth)});
    } else if (wanted.bare) {
        references = {"+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"};
    } else {
        call.emplace_back("--tags");
    }
    if (!wanted.depth && wanted.refspec) references.push_back(*wanted.refspec);
    // A tag of the repository may have moved.
    call.emplace_back("--force");
    call.push_back(wanted.remote);
    call.insert(call.end(), references.begin(), references.end());
    // With references of one's own git leaves out those that are configured.
    git_.run(host, call, directory(), "Failed to download remote objects and refs");
    if (!wanted.bare && !wanted.depth && wanted.refspec)
        git_.run(host, {"fetch", wanted.remote}, directory(), "Failed to download remote objects and refs");
}

void CheckOut::switch_version(HostControl& host) const {
    const GitArguments& wanted = git_.wanted();
    const GitCopy copy(git_, host);
    const std::string& branch = target_.branch;
    if (branch.empty()) {
        git_.run(host,
                 {"checkout", "--force", wanted.version == "HEAD" ? target_.commit : wanted.version, "--"},
                 directory(), fmt::format("Failed to checkout {}", wanted.version));
        return;
    }
    const std::string remote_branch = fmt::format("{}/{}", wanted.remote, branch);
    const std::string failure = fmt::format("Failed to checkout branch {}", branch);
    if (!copy.commit_of("refs/remotes/" + remote_branch) && wanted.depth)
        git_.run(host,
                 {"fetch", fmt::format("--depth={}", *wanted.depth), wanted.remote,
                  remote_reference(branch, wanted.remote)},
                 directory(), fmt::format("Failed to fetch branch from remote: {}", branch));
    if (!copy.has_branch(branch)) {
        git_.run(host, {"checkout", "--force", "--track", "-b", branch, remote_branch}, directory(), failure);
        return;
    }
    git_.run(host, {"checkout", "--force", branch, "--"}, directory(), failure);
    git_.run(host, {"reset", "--hard", remote_branch, "--"}, directory(), failure);
}

Outcome CheckOut::update_submodules(HostControl& host) const {
    const GitArguments& wanted = git_.wanted();
    if (wanted.bare || !wanted.recursive || !host.exists(joined(directory(), ".gitmodules"))) return {};
    git_.run(host, {"submodule", "sync", "--recursive"}, directory(), "Failed to init/update submodules");
    std::vector<std::string> call{"submodule", "update", "--init", "--recursive"};
    if (wanted.track_submodules) call.emplace_back("--remote");
    if (wanted.force) call.emplace_back("--force");
    git_.run(host, call, directory(), "Failed to init/update submodules");
    return {};
}

Outcome CheckOut::move_git_directory(HostControl& host, const std::string& from) const {
    const std::string& to = *git_.wanted().separate_git_dir;
    if (host.exists(to)) throw Failure(fmt::format("Separate-git-dir path {} already exists.", to));
    host.move(from, to);
    host.write(joined(directory(), ".git"), "gitdir: " + to + '\n', {});
    return Outcome{Map{{"git_dir_before", from}, {"git_dir_now", to}}, {}, {}};
}

std::string archive_format(const std::string& path) {
    constexpr std::array formats{std::pair{".zip", "zip"}, std::pair{".tar", "tar"}, std::pair{".tgz", "tgz"},
                                 std::pair{".gz", "tar.gz"}};
    for (const auto& [ending, format] : formats)
        if (path.ends_with(ending)) return format;
    throw Failure(fmt::format("Unable to get file extension from archive file name : {}", path));
}

std::vector<std::string> archive_call(const GitArguments& wanted) {
    std::vector<std::string> call{"archive", "--format=" + archive_format(*wanted.archive)};
    if (wanted.archive_prefix) call.push_back("--prefix=" + *wanted.archive_prefix);
    call.push_back(wanted.version);
    return call;
}

Outcome CheckOut::archive(HostControl& host) const {
    const ProcessResult result =
        git_.run(host, archive_call(git_.wanted()), directory(), "Failed to perform archive operation");
    host.write(*git_.wanted().archive, result.output, {});
    return {};
}

}  // namespace modules
