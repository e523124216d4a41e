#include "modules/facts/MountFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"

#include <sys/statvfs.h>

namespace modules {

namespace {

/// Blanks and backslashes are written in octal in the kernel's table (fstab(5)).
std::string unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool octal =
            text[at] == '\\' && at + 3 < text.size() && text.find_first_not_of("01234567", at + 1) >= at + 4;
        plain += octal ? static_cast<char>(std::stoi(text.substr(at + 1, 3), nullptr, 8)) : text[at];
        if (octal) at += 3;
    }
    return plain;
}

bool has_device(const std::string& device, const std::string& type) {
    if (type == "none" || type == "autofs") return false;
    return device.starts_with('/') || device.find(":/") != std::string::npos;
}

/// A server that is gone blocks whoever asks for sizes.
bool is_remote(const std::string& type) {
    return type.starts_with("nfs") || type == "cifs" || type == "smb3" || type == "ceph" ||
           type.starts_with("fuse.");
}

std::map<std::string, std::string> identities(const HostView& host) {
    std::map<std::string, std::string> found;
    const std::string directory = "/dev/disk/by-uuid";
    if (!host.is_directory(directory)) return found;
    for (const std::string& identity : host.list(directory))
        found[host.real_path(directory + '/' + identity)] = identity;
    return found;
}

void add_sizes(Map& mount, const std::string& place) {
    struct statvfs sizes {};
    if (::statvfs(place.c_str(), &sizes) != 0) return;
    mount.set("size_total", sizes.f_blocks * sizes.f_frsize);
    mount.set("size_available", sizes.f_bavail * sizes.f_frsize);
    mount.set("block_size", sizes.f_bsize);
    mount.set("block_total", sizes.f_blocks);
    mount.set("block_available", sizes.f_bavail);
    mount.set("block_used", sizes.f_blocks - sizes.f_bavail);
    mount.set("inode_total", sizes.f_files);
    mount.set("inode_available", sizes.f_favail);
    mount.set("inode_used", sizes.f_files - sizes.f_favail);
}

}  // namespace

Map mount_facts(const HostView& host) {
    List mounts;
    const std::map<std::string, std::string> uuids = identities(host);
    for (const std::string& line : lines_of(host.read_if_there("/proc/mounts").value_or(""))) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < 4 || !has_device(words[0], words[2])) continue;
        const std::string device = unescaped(words[0]);
        const std::string place = unescaped(words[1]);
        const auto uuid = device.starts_with('/') ? uuids.find(host.real_path(device)) : uuids.end();
        Map mount{{"mount", place},
                  {"device", device},
                  {"fstype", words[2]},
                  {"options", words[3]},
                  {"uuid", uuid != uuids.end() ? uuid->second : "N/A"}};
        if (!is_remote(words[2])) add_sizes(mount, place);
        mounts.push_back(std::move(mount));
    }
    return {{"mounts", std::move(mounts)}};
}

}  // namespace modules
