#include "modules/files/FileLook.hpp"
#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// A name beside the path, for what takes its place in one step.
std::string beside(const HostView& host, const std::string& path) {
    const std::string stem = joined(parent_of(path), fmt::format(".{}.new", last_part_of(path)));
    std::string name = stem;
    for (int number = 2; host.status(name, Follow::nothing); ++number)
        name = fmt::format("{}{}", stem, number);
    return name;
}

}  // namespace

void FileLook::require_convertible_to_link() const {
    const bool is_file = present_ == "file" || present_ == "hard";
    if ((is_file || present_ == "directory") && !wanted_.force)
        throw Failure(fmt::format("refusing to convert from {} to symlink for {}", present_, path_),
                      Map{{"path", path_}});
    if (present_ == "directory" && !host_.list(path_).empty())
        throw Failure(fmt::format("the directory {} is not empty, refusing to convert it", path_),
                      Map{{"path", path_}});
    if (present_ != "link" && !wanted_.src) throw Failure("src is required for creating new symlinks");
}

Plan FileLook::link() {
    const bool changes_target = present_ == "link" && wanted_.src && host_.link_target(path_) != *wanted_.src;
    const std::string source = wanted_.src          ? *wanted_.src
                               : present_ == "link" ? host_.link_target(path_)
                                                    : std::string();
    const std::string target = joined(parent_of(path_), source);
    if (!wanted_.force && wanted_.src && !host_.exists(target))
        return missing(
            fmt::format("src file does not exist, use \"force=yes\" if you really want to create the "
                        "link: {}",
                        target),
            Map{{"path", path_}, {"src", source}});
    require_convertible_to_link();
    if (!host_.is_directory(parent_of(path_)))
        return missing(fmt::format("Error while linking: {} is no directory", parent_of(path_)),
                       Map{{"path", path_}});

    Plan plan;
    plan.data = {{"dest", path_}, {"src", source}};
    if (present_ != "link" || changes_target) {
        Map before = state_side(present_);
        Map after = state_side("link");
        if (changes_target) before.set("src", host_.link_target(path_));
        after.set("src", source);
        plan.change({path_, std::move(before), std::move(after)},
                    [path = path_, source, present = present_](HostControl& host) {
                        if (present == "absent") {
                            host.make_link(source, path);
                            return Outcome{};
                        }
                        const std::string made = beside(host, path);
                        host.make_link(source, made);
                        if (present == "directory") host.remove(path);
                        host.move(made, path);
                        return Outcome{};
                    });
    }
    if (!wanted_.follow) {
        if (present_ == "link") {
            change_attributes(plan, path_, Follow::nothing);
        } else if (!attributes_.none()) {
            plan.changes.back().action = [make = plan.changes.back().action, path = path_,
                                          ownership = attributes_.for_new(0777, false)](HostControl& host) {
                Outcome outcome = make(host);
                host.set_ownership(path, {ownership.user, ownership.group, {}}, Follow::nothing);
                return outcome;
            };
        }
    } else if (host_.exists(target)) {
        change_attributes(plan, host_.real_path(target), Follow::links);
    } else if (!attributes_.none()) {
        plan.warnings.emplace_back(
            "Cannot set fs attributes on a non-existent symlink target. follow should be "
            "set to False to avoid this.");
    }
    finish(plan, path_);
    return plan;
}

Plan FileLook::hard_link() {
    if (present_ != "hard" && !wanted_.src) throw Failure("src is required for creating new hardlinks");
    Map about{{"dest", path_}, {"src", wanted_.src.value_or("")}};
    if (wanted_.src && !host_.exists(*wanted_.src)) return missing("src does not exist", about);
    const std::optional<FileStatus> there = host_.status(path_, Follow::nothing);
    const std::optional<FileStatus> source =
        wanted_.src ? host_.status(*wanted_.src, Follow::links) : std::optional<FileStatus>();
    const bool same =
        there && (!source || (there->inode == source->inode && there->device == source->device));
    if (!same && there && present_ != "link" && !wanted_.force)
        throw Failure(present_ == "hard" ? "Cannot link, different hard link exists at destination"
                                         : fmt::format("Cannot link, {} exists at destination", present_),
                      about);
    if (!same && present_ == "directory")
        throw Failure(fmt::format("the directory {} cannot become a hard link", path_), about);

    Plan plan;
    plan.data = about;
    if (!same) {
        Map after = state_side("hard");
        after.set("src", *wanted_.src);
        plan.change(
            {path_, state_side(present_), std::move(after)},
            [path = path_, source_path = *wanted_.src, replaces = there.has_value()](HostControl& host) {
                const std::string made = replaces ? beside(host, path) : path;
                host.make_hard_link(source_path, made);
                if (replaces) host.move(made, path);
                return Outcome{};
            });
    }
    // Owner and mode belong to the inode, whichever of its names is asked.
    change_attributes(plan, same ? path_ : *wanted_.src, Follow::links);
    finish(plan, path_);
    return plan;
}

}  // namespace modules
