#include "modules/git/GitLook.hpp"

#include "modules/git/CheckOut.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

Value version_side_of(const std::string& commit) {
    return Map{{"version", commit}};
}

/// The version is known when the work is done, where only the copy can tell (the short hash of a commit).
std::function<Map(const HostView&)> version_afterwards(const GitArguments& wanted) {
    return [wanted](const HostView& later) {
        const GitCommand git(wanted);
        return Map{{"after", GitCopy(git, later).commit()}};
    };
}

}  // namespace

Plan GitLook::plan() const {
    if (wanted_.archive) static_cast<void>(archive_format(*wanted_.archive));
    if (!copy_.exists() && !wanted_.clone) return told_only();
    Plan plan;
    plan_git_directory(plan);
    if (!copy_.exists()) {
        plan_clone(plan);
    } else if (wanted_.update) {
        plan_renewal(plan);
    } else {
        plan.data = {{"before", copy_.commit()}, {"after", copy_.commit()}};
    }
    if (wanted_.archive) plan_archive(plan);
    return plan;
}

Plan GitLook::told_only() const {
    const GitTarget target = target_in(git_, host_, std::nullopt);
    Plan plan;
    plan.data = {{"before", Value()}, {"after", target.commit}};
    // As Ansible: nothing is made, and it counts as a change all the same.
    plan.change({wanted_.repo, {}, version_side_of(target.commit)}, {});
    return plan;
}

void GitLook::plan_clone(Plan& plan) const {
    const GitTarget target = target_in(git_, host_, std::nullopt);
    plan.data.set("before", Value());
    plan.data.set("after", target.commit);
    const bool has_name = target.kind != GitTarget::Kind::commit;
    if (wanted_.depth && !has_name && !wanted_.refspec)
        plan.warnings.emplace_back(
            "Ignoring depth argument. Shallow clones are only available for HEAD, branches, "
            "tags or in combination with refspec.");
    plan.change({copy_.directory(), {}, version_side_of(target.commit)},
                [work = CheckOut(git_, target)](HostControl& control) { return work.clone(control); });
    plan.afterwards = version_afterwards(wanted_);
}

std::string GitLook::wanted_commit(const GitTarget& target) const {
    if (target.kind != GitTarget::Kind::commit) return target.commit;
    return copy_.commit_of(wanted_.version).value_or(wanted_.version);
}

void GitLook::plan_renewal(Plan& plan) const {
    const std::string before = copy_.commit();
    const bool has_modifications = copy_.has_modifications();
    plan.data = {{"before", before}};
    const std::string modified =
        fmt::format("Local modifications exist in the destination: {}", copy_.directory());
    if (has_modifications && !wanted_.force) throw Failure(modified + " (force=no).", plan.data);
    const bool has_other_address = copy_.has_other_address();
    const GitTarget target = target_in(git_, host_, copy_.branch());
    const std::string after = wanted_commit(target);
    plan.data.set("after", after);
    plan.data.set("remote_url_changed", has_other_address);
    if (has_modifications) plan.data.set("msg", modified);
    const CheckOut work(git_, target);
    if (before != after || has_modifications || has_other_address) {
        Map present{{"version", before}};
        Map future{{"version", after}};
        if (has_modifications) {
            present.set("modified", true);
            future.set("modified", false);
        }
        if (has_other_address) future.set("repo", git_.repository());
        plan.change({copy_.directory(), present, future},
                    [work](HostControl& control) { return work.update(control); });
        plan.afterwards = version_afterwards(wanted_);
        return;
    }
    const bool on_another_branch = target.kind == GitTarget::Kind::branch && !wanted_.bare &&
                                   (copy_.is_detached() || copy_.branch() != target.branch);
    require_good_signature(git_, host_);
    // The same commit by another name is no change.
    if (on_another_branch) plan.upkeep([work](HostControl& control) { return work.update(control); });
    if (!copy_.has_stale_submodules()) return;
    plan.data.set("submodules_changed", true);
    plan.change({"submodules of " + copy_.directory(), Map{{"state", "stale"}}, Map{{"state", "as wanted"}}},
                [work](HostControl& control) { return work.update_submodules(control); });
}

void GitLook::plan_git_directory(Plan& plan) const {
    if (!copy_.exists() || !wanted_.separate_git_dir) return;
    const std::string to = host_.real_path(*wanted_.separate_git_dir);
    const std::string from = host_.real_path(copy_.git_directory());
    if (from == to) return;
    plan.change({copy_.directory(), Map{{"git_dir", from}}, Map{{"git_dir", to}}},
                [work = CheckOut(git_, {}), from](HostControl& control) {
                    return work.move_git_directory(control, from);
                });
}

void GitLook::plan_archive(Plan& plan) const {
    // What is not yet fetched cannot be compared.
    const bool is_renewed = !plan.changes.empty();
    const std::optional<std::string> present = host_.read_if_there(*wanted_.archive);
    if (present && !is_renewed) {
        const ProcessResult result = git_.ask(host_, archive_call(wanted_), copy_.directory());
        if (result.ok() && result.output == *present) return;
    }
    plan.change({*wanted_.archive, Map{{"state", present ? "another version" : "absent"}},
                 Map{{"state", "archive of " + wanted_.version}}},
                [work = CheckOut(git_, {})](HostControl& control) { return work.archive(control); });
}

}  // namespace modules
