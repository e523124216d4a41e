#include "modules/accounts/UserLook.hpp"

#include <charconv>

namespace modules {

namespace {

/// The value of a name in login.defs, which is octal.
std::optional<unsigned> octal_in(const std::string& text, std::string_view name) {
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = std::string_view(text).substr(start, end - start);
        start = end + 1;
        if (!line.starts_with(name)) continue;
        const std::size_t value = line.find_first_not_of(" \t", name.size());
        if (value == name.size() || value == std::string_view::npos) continue;
        unsigned number = 0;
        if (std::from_chars(line.data() + value, line.data() + line.size(), number, 8).ec == std::errc())
            return number;
    }
    return std::nullopt;
}

void make_parents(HostControl& host, const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == 0 || slash == std::string::npos) return;
    const std::string parent = path.substr(0, slash);
    if (host.exists(parent)) return;
    make_parents(host, parent);
    host.make_directory(parent, 0755);
}

void copy_tree(HostControl& host, const std::string& from, const std::string& to, const Ownership& owner) {
    for (const std::string& name : host.list(from)) {
        const std::string source = from + "/" + name;
        const std::string target = to + "/" + name;
        const std::optional<FileStatus> status = host.status(source, Follow::nothing);
        if (!status) continue;
        const Ownership ownership{owner.user, owner.group, status->mode};
        if (status->type == FileType::directory) {
            host.make_directory(target, status->mode);
            host.set_ownership(target, ownership, Follow::nothing);
            copy_tree(host, source, target, owner);
        } else if (status->type == FileType::link) {
            host.make_link(host.link_target(source), target);
            host.set_ownership(target, {owner.user, owner.group, {}}, Follow::nothing);
        } else if (status->type == FileType::regular) {
            host.copy(source, target, ownership);
        }
    }
}

}  // namespace

unsigned home_mode(const HostView& host) {
    const std::string text = host.read_if_there("/etc/login.defs").value_or("");
    if (const std::optional<unsigned> mode = octal_in(text, "HOME_MODE")) return *mode;
    return 0777U & ~octal_in(text, "UMASK").value_or(022U);
}

void make_home(HostControl& host, const std::string& skeleton, const std::string& home,
               const Ownership& owner) {
    make_parents(host, home);
    host.make_directory(home, 0700);
    if (host.is_directory(skeleton)) copy_tree(host, skeleton, home, owner);
    host.set_ownership(home, owner, Follow::nothing);
}

}  // namespace modules
