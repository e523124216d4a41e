#include "modules/files/CopyLook.hpp"
#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/Rewrite.hpp"

#include <fmt/format.h>

namespace modules {

// As Ansible: "src/" copies what is in the directory, "src" the directory itself, below dest. Files keep the
// mode of the source; `mode` is that of the top directory alone.
Plan CopyLook::tree() {
    Plan plan;
    const std::string from = without_trailing_slashes(*wanted_.src);
    const std::string dest = without_trailing_slashes(wanted_.dest);
    const std::string to = wanted_.src->ends_with('/') ? dest : joined(dest, last_part_of(from));
    const std::optional<FileStatus> there = host_.status(to, Follow::links);
    plan.data = {{"dest", wanted_.dest}, {"src", *wanted_.src}};
    if (there && there->type != FileType::directory)
        throw Failure(fmt::format("Cannot overwrite the file {} with the directory {}", to, from));
    make_directories(plan, to);
    if (there) {
        AttributeArguments owners = wanted_;
        owners.mode.reset();
        Attributes(owners, host_, options_).add_changes(plan, to, *there, Follow::links);
    }
    copy_below(plan, from, to);

    AttributeArguments top = wanted_;
    if (top.mode && top.mode->written == "preserve")
        top.mode = Mode{mode_text(host_.status(from, Follow::links)->mode)};
    if (top.mode) {
        const std::optional<FileStatus> status = host_.status(dest, Follow::links);
        if (!status || top.mode->applied_to(status->mode, true) != status->mode)
            plan.change({dest, status ? Value(Map{{"mode", mode_text(status->mode)}}) : Value(),
                         Map{{"mode", top.mode->written}}},
                        [dest, mode = *top.mode](HostControl& host) {
                            const unsigned present = host.status(dest, Follow::links)->mode;
                            host.set_ownership(dest, {{}, {}, mode.applied_to(present, true)}, Follow::links);
                            return Outcome{};
                        });
    }
    plan.afterwards = [dest](const HostView& host) { return path_facts(host, dest); };
    return plan;
}

void CopyLook::copy_below(Plan& plan, const std::string& from, const std::string& to) {
    for (const std::string& name : host_.list(from)) {
        const std::string source = joined(from, name);
        const std::string target = joined(to, name);
        const Follow follow = wanted_.local_follow.value_or(false) ? Follow::links : Follow::nothing;
        const std::optional<FileStatus> status = host_.status(source, follow);
        if (!status) continue;
        if (status->type == FileType::link) {
            copy_link(plan, source, target);
        } else if (status->type == FileType::directory) {
            if (host_.exists(target) && !host_.is_directory(target))
                throw Failure(
                    fmt::format("Cannot overwrite the file {} with the directory {}", target, source));
            AttributeArguments owners = wanted_;
            owners.mode.reset();
            if (const std::optional<FileStatus> there = host_.status(target, Follow::links))
                Attributes(owners, host_, options_).add_changes(plan, target, *there, Follow::links);
            make_directories(plan, target);
            copy_below(plan, source, target);
        } else if (status->type == FileType::regular) {
            copy_one(plan, source, target, *status);
        }
    }
}

void CopyLook::copy_link(Plan& plan, const std::string& from, const std::string& to) const {
    const std::string target = host_.link_target(from);
    const std::optional<FileStatus> there = host_.status(to, Follow::nothing);
    if (there && there->type == FileType::link && host_.link_target(to) == target) return;
    if (there && (there->type == FileType::directory || !wanted_.force)) return;
    plan.change({to, Map{{"state", state_of(there)}}, Map{{"state", "link"}, {"src", target}}},
                [to, target, is_file = there && there->type != FileType::link](HostControl& host) {
                    if (is_file) host.remove(to);
                    host.make_link(target, to);
                    return Outcome{};
                });
}

void CopyLook::copy_one(Plan& plan, const std::string& from, const std::string& to,
                        const FileStatus& status) {
    std::optional<FileStatus> there = host_.status(to, Follow::nothing);
    if (there && !wanted_.force) return;
    if (there && there->type == FileType::directory)
        throw Failure(fmt::format("Cannot overwrite the directory {} with the file {}", to, from));
    AttributeArguments as_source = wanted_;
    as_source.mode.reset();
    if (there && there->type == FileType::regular && there->size == status.size &&
        host_.read(to) == host_.read(from)) {
        Attributes(as_source, host_, options_).add_changes(plan, to, *there, Follow::nothing);
        return;
    }
    as_source.mode = Mode{mode_text(status.mode)};
    Rewrite rewrite{.path = to, .after = host_.read(from)};
    if (there && there->type == FileType::regular) {
        rewrite.present = there;
        rewrite.before = host_.read(to);
    }
    rewrite.backup = wanted_.backup;
    rewrite.backup_key = "backup_file";
    rewrite.validate = wanted_.validate;
    rewrite.staged = from;
    add_content_change(plan, std::move(rewrite), Attributes(as_source, host_, options_), options_);
}

}  // namespace modules
