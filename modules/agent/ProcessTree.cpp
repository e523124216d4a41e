#include "modules/agent/ProcessTree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>

namespace modules {

namespace {

struct Status {
    pid_t process = 0;
    char state = ' ';
    pid_t parent = 0;
    pid_t group = 0;
    std::uint64_t started = 0;
};

/// proc(5), /proc/[pid]/stat: the name in parentheses may hold anything, so fields are counted from the last
/// ')'.
std::optional<Status> status_of(pid_t process) {
    const std::string path = "/proc/" + std::to_string(process) + "/stat";
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    std::array<char, 1024> text{};
    const ssize_t length = ::read(file, text.data(), text.size() - 1);
    ::close(file);
    const char* name_end = length > 0 ? std::strrchr(text.data(), ')') : nullptr;
    if (name_end == nullptr) return std::nullopt;
    Status status;
    status.process = process;
    std::istringstream fields(name_end + 1);
    fields >> status.state >> status.parent >> status.group;
    std::string skipped;
    for (int field = 6; field <= 21; ++field)
        fields >> skipped;
    fields >> status.started;
    return status;
}

std::vector<Status> all_processes() {
    std::vector<Status> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir("/proc"), ::closedir);
    if (!directory) return found;
    while (const dirent* entry = ::readdir(directory.get())) {
        const pid_t process = std::atoi(entry->d_name);
        if (process <= 0) continue;
        if (const std::optional<Status> status = status_of(process)) found.push_back(*status);
    }
    return found;
}

}  // namespace

ProcessTree ProcessTree::below(pid_t root) {
    const std::vector<Status> all = all_processes();
    std::set<pid_t> members{root};
    for (bool grown = true; grown;) {
        grown = false;
        for (const Status& status : all)
            if (members.count(status.parent) != 0 || members.count(status.group) != 0)
                grown = members.insert(status.process).second || grown;
    }
    ProcessTree tree;
    for (const Status& status : all)
        if (members.count(status.process) != 0) tree.members_.push_back({status.process, status.started});
    return tree;
}

void ProcessTree::signal(int number) const {
    for (const Member& member : members_) {
        const std::optional<Status> status = status_of(member.process);
        if (status && status->started == member.started) ::kill(member.process, number);
    }
}

bool ProcessTree::any_alive() const {
    for (const Member& member : members_) {
        const std::optional<Status> status = status_of(member.process);
        if (status && status->started == member.started && status->state != 'Z') return true;
    }
    return false;
}

}  // namespace modules
