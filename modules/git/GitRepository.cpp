#include "modules/git/GitRepository.hpp"

#include "modules/files/Paths.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

/// The names of a repository with their commits; "HEAD" → "refs/heads/main" beside them.
struct References {
    std::map<std::string, std::string> commits;
    std::string head;
};

References references_in(const std::string& output) {
    References references;
    for (const std::string& line : lines_of(output)) {
        const std::vector<std::string> fields = parts_of(line, "\t");
        if (fields.size() != 2) continue;
        constexpr std::string_view symbolic = "ref: ";
        if (fields[0].starts_with(symbolic)) {
            if (fields[1] == "HEAD") references.head = fields[0].substr(symbolic.size());
        } else {
            references.commits.emplace(fields[1], fields[0]);
        }
    }
    return references;
}

/// Of a key or, where a subkey signed, of the key that it belongs to (GnuPG's doc/DETAILS, VALIDSIG).
std::string signer_in(const std::string& output) {
    constexpr std::size_t primary = 11;
    for (const std::string& line : lines_of(output)) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < 3 || words[1] != "VALIDSIG") continue;
        return words.size() > primary ? words[primary] : words[2];
    }
    return {};
}

constexpr std::string_view branches = "refs/heads/";

}  // namespace

GitTarget target_in(const GitCommand& git, const HostView& host, const std::optional<std::string>& branch) {
    const std::string& version = git.wanted().version;
    const std::string wanted_branch = version == "HEAD" ? branch.value_or("") : version;
    const std::string branch_name = std::string(branches) + wanted_branch;
    const std::string tag_name = "refs/tags/" + wanted_branch;
    const std::string output = git.answer(
        host,
        {"ls-remote", "--symref", "--", git.repository(), "HEAD", branch_name, tag_name, tag_name + "^{}"},
        {}, fmt::format("Could not read the repository {}", git.wanted().repo));
    const References references = references_in(output);
    const auto commit = [&](const std::string& name) { return references.commits.find(name); };
    const auto none = references.commits.end();
    if (version == "HEAD" && wanted_branch.empty()) {
        if (commit("HEAD") == none) throw Failure("Could not determine remote revision for HEAD");
        const bool has_name = references.head.starts_with(branches);
        return {GitTarget::Kind::head, commit("HEAD")->second,
                has_name ? references.head.substr(branches.size()) : ""};
    }
    if (!wanted_branch.empty() && commit(branch_name) != none)
        return {version == "HEAD" ? GitTarget::Kind::head : GitTarget::Kind::branch,
                commit(branch_name)->second, wanted_branch};
    if (version == "HEAD")
        throw Failure(fmt::format("Could not determine remote revision for HEAD: there is no branch {}",
                                  wanted_branch));
    // An annotated tag names an object of its own; ^{} is the commit that it marks.
    if (commit(tag_name + "^{}") != none) return {GitTarget::Kind::tag, commit(tag_name + "^{}")->second, {}};
    if (commit(tag_name) != none) return {GitTarget::Kind::tag, commit(tag_name)->second, {}};
    return {GitTarget::Kind::commit, version, {}};
}

GitCopy::GitCopy(const GitCommand& git, const HostView& host) : git_(git), host_(host) {
    if (!git.wanted().dest) return;
    directory_ = without_trailing_slashes(*git.wanted().dest);
    git_directory_ = git.wanted().bare ? directory_ : joined(directory_, ".git");
    const std::optional<FileStatus> status = host.status(git_directory_, Follow::links);
    if (!status || status->type != FileType::regular) return;
    constexpr std::string_view leads_to = "gitdir: ";
    const std::string text(trimmed(host.read(git_directory_)));
    const std::string target = text.starts_with(leads_to) ? text.substr(leads_to.size()) : std::string();
    git_directory_ = target.starts_with('/') ? target : joined(directory_, target);
    if (target.empty() || !host.is_directory(git_directory_))
        throw Failure(
            "Current repo does not have a valid reference to a separate Git dir or it refers to the invalid "
            "path");
}

bool GitCopy::exists() const {
    return !directory_.empty() && host_.exists(joined(git_directory_, "config"));
}

std::optional<std::string> GitCopy::commit_of(const std::string& name) const {
    const ProcessResult result =
        git_.ask(host_, {"rev-parse", "--verify", "--quiet", name + "^{commit}"}, directory_);
    return result.ok() ? std::optional(std::string(trimmed(result.output))) : std::nullopt;
}

std::string GitCopy::commit() const {
    const std::string name = git_.wanted().bare ? git_.wanted().version : "HEAD";
    const std::optional<std::string> commit = commit_of(name);
    if (commit) return *commit;
    return std::string(trimmed(
        git_.answer(host_, {"rev-parse", "HEAD"}, directory_, "Could not determine the present version")));
}

std::string GitCopy::head_file(const std::string& path, const std::string& prefix) const {
    const std::string text(trimmed(host_.read_if_there(joined(git_directory_, path)).value_or("")));
    const std::string start = "ref: " + prefix;
    return text.starts_with(start) ? text.substr(start.size()) : std::string();
}

bool GitCopy::is_detached() const {
    return head_file("HEAD", std::string(branches)).empty();
}

std::optional<std::string> GitCopy::branch() const {
    if (const std::string name = head_file("HEAD", std::string(branches)); !name.empty()) return name;
    const std::string& remote = git_.wanted().remote;
    const std::string name =
        head_file(fmt::format("refs/remotes/{}/HEAD", remote), fmt::format("refs/remotes/{}/", remote));
    return name.empty() ? std::nullopt : std::optional(name);
}

bool GitCopy::has_branch(const std::string& name) const {
    return git_.ask(host_, {"rev-parse", "--verify", "--quiet", std::string(branches) + name}, directory_)
        .ok();
}

bool GitCopy::has_modifications() const {
    if (git_.wanted().bare) return false;
    std::vector<std::string> call{"--no-optional-locks", "status", "--porcelain"};
    // Submodules that are ahead of what the repository says are wanted so then.
    if (git_.wanted().track_submodules) call.emplace_back("--ignore-submodules=all");
    const std::string output = git_.answer(host_, call, directory_, "Could not determine what was changed");
    const std::vector<std::string> lines = lines_of(output);
    return std::any_of(lines.begin(), lines.end(),
                       [](const std::string& line) { return !line.starts_with("??"); });
}

bool GitCopy::has_other_address() const {
    const ProcessResult result =
        git_.ask(host_, {"ls-remote", "--get-url", git_.wanted().remote}, directory_);
    const std::string address(trimmed(result.output));
    return result.ok() && address != git_.repository() &&
           host_.real_path(address) != host_.real_path(git_.wanted().repo);
}

bool GitCopy::has_stale_submodules() const {
    if (git_.wanted().bare || !git_.wanted().recursive || !host_.exists(joined(directory_, ".gitmodules")))
        return false;
    const std::string output = git_.answer(host_, {"submodule", "status", "--recursive"}, directory_,
                                           "Failed to retrieve submodule status");
    for (const std::string& line : lines_of(output)) {
        const bool is_fresh = line.starts_with(' ');
        if (!is_fresh && !git_.wanted().track_submodules) return true;
        if (line.starts_with('-')) return true;
        const std::vector<std::string> words = words_of(line);
        if (!git_.wanted().track_submodules || words.size() < 2) continue;
        const std::string newest = git_.answer(host_, {"ls-remote", "origin", "HEAD"},
                                               joined(directory_, words[1]), "Failed to fetch submodules");
        if (!newest.starts_with(words[0].substr(words[0].find_first_of("0123456789abcdef")))) return true;
    }
    return false;
}

void require_good_signature(const GitCommand& git, const HostView& host) {
    const GitArguments& wanted = git.wanted();
    if (!wanted.verify_commit) return;
    const std::string directory = without_trailing_slashes(*wanted.dest);
    const ProcessResult kind = git.ask(host, {"cat-file", "-t", wanted.version}, directory);
    const bool is_tag = kind.ok() && trimmed(kind.output) == "tag";
    const ProcessResult result =
        git.ask(host, {is_tag ? "verify-tag" : "verify-commit", "--raw", wanted.version}, directory);
    const Map data{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}};
    if (!result.ok())
        throw Failure(fmt::format("Failed to verify GPG signature of commit/tag \"{}\"", wanted.version),
                      data);
    const std::vector<std::string>& allowed = wanted.gpg_whitelist;
    const std::string signer = signer_in(result.error);
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), signer) != allowed.end()) return;
    throw Failure(
        fmt::format("The gpg_whitelist does not include the public key \"{}\" for this commit", signer),
        data);
}

}  // namespace modules
