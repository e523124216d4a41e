#include "modules/files/FileLook.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

constexpr unsigned usual_file_mode = 0644;

}  // namespace

FileLook::FileLook(const FileArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), host_(host), options_(options), path_(effective_path()),
      present_(state_of(host, path_)), state_(wanted_state()),
      attributes_(state_ == FileState::absent ? AttributeArguments{} : AttributeArguments(wanted), host,
                  options),
      times_(wanted, state_) {}

std::string FileLook::effective_path() const {
    const std::string path = without_trailing_slashes(wanted_.path);
    const bool names_itself = wanted_.state == FileState::link || wanted_.state == FileState::absent;
    if (names_itself || !host_.is_directory(path)) return path;
    if (wanted_.original_basename) return joined(path, *wanted_.original_basename);
    return wanted_.src ? joined(path, last_part_of(*wanted_.src)) : path;
}

FileState FileLook::wanted_state() const {
    if (wanted_.state) return *wanted_.state;
    if (present_ == "link") return FileState::link;
    if (present_ == "directory") return FileState::directory;
    if (present_ == "hard") return FileState::hard;
    return present_ == "absent" && wanted_.recurse ? FileState::directory : FileState::file;
}

Plan FileLook::plan() {
    if (wanted_.recurse && state_ != FileState::directory)
        throw Failure("recurse option requires state to be 'directory'", Map{{"path", path_}});
    if (wanted_.src && state_ != FileState::link && state_ != FileState::hard)
        throw Failure("src option requires state to be 'link' or 'hard'", Map{{"path", path_}});
    switch (state_) {
    case FileState::directory:
        return directory();
    case FileState::link:
        return link();
    case FileState::hard:
        return hard_link();
    case FileState::touch:
        return touch();
    case FileState::absent:
        return absent();
    case FileState::file:
        break;
    }
    return file();
}

Map FileLook::state_side(const std::string& state) const {
    return {{"path", path_}, {"state", state}};
}

Plan FileLook::missing(const std::string& message, Map data) const {
    if (!options_.check_mode) throw Failure(message, std::move(data));
    Plan plan;
    plan.unknown = message;
    plan.data = std::move(data);
    return plan;
}

void FileLook::finish(Plan& plan, const std::string& path) const {
    attributes_.add_warnings(plan);
    if (options_.check_mode && !plan.changes.empty())
        for (const auto& [key, value] : path_facts(host_, path))
            plan.data.set(key, value);
    plan.afterwards = [path](const HostView& host) { return path_facts(host, path); };
}

void FileLook::change_attributes(Plan& plan, const std::string& path, Follow follow) const {
    const std::optional<FileStatus> status = host_.status(path, follow);
    if (!status) return;
    attributes_.add_changes(plan, path, *status, follow);
    times_.add_change(plan, path, *status);
}

Plan FileLook::file() {
    if (present_ == "link" && wanted_.follow) {
        path_ = host_.real_path(path_);
        const std::optional<FileStatus> target = host_.status(path_, Follow::links);
        present_ = state_of(target);
    }
    if (present_ != "file" && present_ != "hard") {
        const std::string message = fmt::format("file ({}) is {}, cannot continue", path_, present_);
        Map data{{"path", path_}, {"state", present_}};
        if (present_ == "absent") return missing(message, std::move(data));
        throw Failure(message, std::move(data));
    }
    Plan plan;
    plan.data.set("path", path_);
    change_attributes(plan, path_, Follow::links);
    finish(plan, path_);
    return plan;
}

Plan FileLook::directory() {
    if (present_ == "link" && wanted_.follow && host_.exists(path_)) {
        path_ = host_.real_path(path_);
        present_ = state_of(host_, path_);
    }
    Plan plan;
    plan.data.set("path", path_);
    if (present_ == "absent") {
        make_directories(plan);
    } else if (present_ != "directory") {
        throw Failure(fmt::format("{} already exists as a {}", path_, present_), Map{{"path", path_}});
    } else {
        change_attributes(plan, path_, Follow::links);
        if (wanted_.recurse) change_below(plan, path_);
    }
    finish(plan, path_);
    return plan;
}

void FileLook::make_directories(Plan& plan) const {
    std::vector<std::string> missing_ones;
    std::string above = path_;
    for (; !host_.exists(above); above = parent_of(above))
        missing_ones.insert(missing_ones.begin(), above);
    if (!host_.is_directory(above))
        throw Failure(fmt::format("There was an issue creating {} as requested: {} is not a directory",
                                  missing_ones.front(), above),
                      Map{{"path", path_}});
    const Ownership ownership = attributes_.for_new(usual_directory_mode, true);
    for (const std::string& directory : missing_ones) {
        Map after{{"path", directory}, {"state", "directory"}};
        attributes_.describe(after);
        plan.change({directory, Map{{"path", directory}, {"state", "absent"}}, std::move(after)},
                    [directory, ownership](HostControl& host) {
                        host.make_directory(directory, ownership.mode.value_or(usual_directory_mode));
                        if (ownership.user || ownership.group || ownership.mode)
                            host.set_ownership(directory, ownership, Follow::nothing);
                        return Outcome{};
                    });
    }
}

void FileLook::change_below(Plan& plan, const std::string& directory) const {
    for (const std::string& name : host_.list(directory)) {
        const std::string path = joined(directory, name);
        const std::optional<FileStatus> status = host_.status(path, Follow::nothing);
        if (!status) continue;
        attributes_.add_changes(plan, path, *status, Follow::nothing);
        if (status->type == FileType::directory) {
            times_.add_change(plan, path, *status);
            change_below(plan, path);
        } else if (status->type != FileType::link) {
            times_.add_change(plan, path, *status);
        } else if (wanted_.follow) {
            const std::optional<FileStatus> target = host_.status(path, Follow::links);
            const std::string target_path = host_.real_path(path);
            // A link to something above leads around in circles.
            const bool leads_up = (directory + "/").starts_with(target_path + "/");
            if (!target || leads_up || target_path.starts_with(path_ + "/")) continue;
            if (target->type == FileType::directory) change_below(plan, target_path);
            attributes_.add_changes(plan, target_path, *target, Follow::links);
            times_.add_change(plan, target_path, *target);
        }
    }
}

Plan FileLook::touch() {
    Plan plan;
    plan.data.set("dest", path_);
    if (present_ == "absent") {
        if (!host_.is_directory(parent_of(path_)))
            return missing(fmt::format("Error, could not touch target: {} is no directory", parent_of(path_)),
                           Map{{"path", path_}});
        Map after = state_side("file");
        attributes_.describe(after);
        plan.change({path_, state_side("absent"), std::move(after)},
                    [path = path_, ownership = attributes_.for_new(usual_file_mode, false),
                     times = times_](HostControl& host) {
                        host.write(path, "", ownership);
                        if (!times.only_now()) times.set(host, path);
                        return Outcome{};
                    });
    } else {
        const bool through = present_ == "link" && wanted_.follow;
        change_attributes(plan, through ? host_.real_path(path_) : path_,
                          through ? Follow::links : Follow::nothing);
    }
    finish(plan, path_);
    return plan;
}

Plan FileLook::absent() {
    Plan plan;
    plan.data = state_side("absent");
    if (present_ == "absent") return plan;
    plan.change({path_, state_side(present_), state_side("absent")}, [path = path_](HostControl& host) {
        host.remove(path);
        return Outcome{};
    });
    return plan;
}

}  // namespace modules
