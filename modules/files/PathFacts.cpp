#include "modules/files/PathFacts.hpp"

#include <fmt/format.h>

namespace modules {

std::string state_of(const std::optional<FileStatus>& status) {
    if (!status) return "absent";
    if (status->type == FileType::link) return "link";
    if (status->type == FileType::directory) return "directory";
    return status->links > 1 ? "hard" : "file";
}

std::string state_of(const HostView& host, const std::string& path) {
    return state_of(host.status(path, Follow::nothing));
}

std::string user_name(const HostView& host, std::uint32_t id) {
    const std::optional<User> user = host.user(id);
    return user ? user->name : std::to_string(id);
}

std::string group_name(const HostView& host, std::uint32_t id) {
    const std::optional<Group> group = host.group(id);
    return group ? group->name : std::to_string(id);
}

std::string mode_text(unsigned mode) {
    return fmt::format("{:04o}", mode);
}

Map path_facts(const HostView& host, const std::string& path) {
    const std::optional<FileStatus> itself = host.status(path, Follow::nothing);
    if (!itself) return {};
    const bool is_link = itself->type == FileType::link;
    const std::optional<FileStatus> target = is_link ? host.status(path, Follow::links) : itself;
    if (!target) return {};
    return {{"uid", target->user},
            {"gid", target->group},
            {"owner", user_name(host, target->user)},
            {"group", group_name(host, target->group)},
            {"mode", mode_text(itself->mode)},
            {"state", state_of(itself)},
            {"size", itself->size}};
}

Map status_facts(const HostView& host, const FileStatus& status) {
    const auto may = [&](unsigned bit) { return (status.mode & bit) != 0; };
    Map facts{{"mode", mode_text(status.mode)},
              {"isdir", status.type == FileType::directory},
              {"ischr", status.type == FileType::character_device},
              {"isblk", status.type == FileType::block_device},
              {"isreg", status.type == FileType::regular},
              {"isfifo", status.type == FileType::fifo},
              {"islnk", status.type == FileType::link},
              {"issock", status.type == FileType::socket},
              {"uid", status.user},
              {"gid", status.group},
              {"size", status.size},
              {"inode", status.inode},
              {"dev", status.device},
              {"nlink", status.links},
              {"atime", status.accessed},
              {"mtime", status.modified},
              {"ctime", status.changed},
              {"wusr", may(0200)},
              {"rusr", may(0400)},
              {"xusr", may(0100)},
              {"wgrp", may(0020)},
              {"rgrp", may(0040)},
              {"xgrp", may(0010)},
              {"woth", may(0002)},
              {"roth", may(0004)},
              {"xoth", may(0001)},
              {"isuid", may(04000)},
              {"isgid", may(02000)}};
    if (const std::optional<User> user = host.user(status.user)) facts.set("pw_name", user->name);
    if (const std::optional<Group> group = host.group(status.group)) facts.set("gr_name", group->name);
    return facts;
}

}  // namespace modules
