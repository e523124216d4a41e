#include "modules/system/PosixHost.hpp"

#include "modules/system/Accounts.hpp"
#include "modules/system/Descriptor.hpp"
#include "modules/system/Process.hpp"
#include "modules/system/Reach.hpp"
#include "modules/system/ReadOnlyPrograms.hpp"
#include "modules/system/StandingPrograms.hpp"
#include "modules/system/SystemFailure.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

namespace modules {

namespace {

FileType type_of(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return FileType::directory;
    case S_IFLNK:
        return FileType::link;
    case S_IFCHR:
        return FileType::character_device;
    case S_IFBLK:
        return FileType::block_device;
    case S_IFIFO:
        return FileType::fifo;
    case S_IFSOCK:
        return FileType::socket;
    default:
        return FileType::regular;
    }
}

double seconds_of(const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

std::optional<FileStatus> PosixHost::status(const std::string& path, Follow follow) const {
    struct stat found {};
    const int flags = follow == Follow::links ? 0 : AT_SYMLINK_NOFOLLOW;
    if (::fstatat(AT_FDCWD, path.c_str(), &found, flags) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        throw system_failure("look at", path, errno);
    }
    FileStatus status;
    status.type = type_of(found.st_mode);
    status.mode = found.st_mode & 07777U;
    status.user = found.st_uid;
    status.group = found.st_gid;
    status.size = static_cast<std::uint64_t>(found.st_size);
    status.inode = found.st_ino;
    status.device = found.st_dev;
    status.links = found.st_nlink;
    status.accessed = seconds_of(found.st_atim);
    status.modified = seconds_of(found.st_mtim);
    status.changed = seconds_of(found.st_ctim);
    return status;
}

std::string PosixHost::read(const std::string& path) const {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) throw system_failure("read", path, errno);
    struct stat found {};
    std::string content;
    if (::fstat(file.number(), &found) == 0 && found.st_size > 0)
        content.reserve(static_cast<std::size_t>(found.st_size));
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw system_failure("read", path, errno);
        if (count == 0) return content;
        content.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string PosixHost::read_part(const std::string& path, std::uint64_t offset, std::size_t length) const {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) throw system_failure("read", path, errno);
    std::string part(length, '\0');
    std::size_t come = 0;
    while (come < length) {
        const ssize_t count =
            ::pread(file.number(), part.data() + come, length - come, static_cast<off_t>(offset + come));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw system_failure("read", path, errno);
        if (count == 0) break;
        come += static_cast<std::size_t>(count);
    }
    part.resize(come);
    return part;
}

std::vector<std::string> PosixHost::list(const std::string& directory) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(directory.c_str()), ::closedir);
    if (!stream) throw system_failure("list", directory, errno);
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(stream.get()))
        if (const std::string name = entry->d_name; name != "." && name != "..") names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

std::string PosixHost::link_target(const std::string& path) const {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    if (length < 0) throw system_failure("read the link", path, errno);
    return {target.data(), static_cast<std::size_t>(length)};
}

std::string PosixHost::real_path(const std::string& path) const {
    std::array<char, PATH_MAX> resolved{};
    return ::realpath(path.c_str(), resolved.data()) != nullptr ? std::string(resolved.data()) : path;
}

ProcessResult PosixHost::query(const Command& command) const {
    require_only_looks(command);
    if (settings_.standing_programs != nullptr)
        if (std::optional<ProcessResult> said = settings_.standing_programs->ask(command)) return *std::move(said);
    Command asked = command;
    asked.environment.emplace("LC_ALL", "C.UTF-8");
    return run_process(asked);
}

std::optional<std::string> PosixHost::find_program(std::string_view name) const {
    return program_path(name);
}
std::optional<User> PosixHost::user(std::string_view name) const {
    return user_named(name);
}
std::optional<User> PosixHost::user(std::uint32_t id) const {
    return user_numbered(id);
}
std::optional<Group> PosixHost::group(std::string_view name) const {
    return group_named(name);
}
std::optional<Group> PosixHost::group(std::uint32_t id) const {
    return group_numbered(id);
}
std::vector<Group> PosixHost::groups() const {
    return local_groups();
}
std::uint32_t PosixHost::effective_user() const {
    return ::geteuid();
}

bool PosixHost::answers(const std::string& address, std::uint16_t port,
                        std::chrono::milliseconds limit) const {
    return accepts_connection(address, port, limit);
}

std::optional<std::string> PosixHost::greeting(const std::string& address, std::uint16_t port,
                                               std::chrono::milliseconds limit,
                                               const std::function<bool(std::string_view)>& enough) const {
    return greeting_of(address, port, limit, enough);
}

std::string PosixHost::staged(const std::string& hash) const {
    const bool is_hash = !hash.empty() && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    std::string path = settings_.staging_directory + '/' + hash;
    if (!is_hash || settings_.staging_directory.empty() || !exists(path))
        throw Failure("the content with the hash " + hash + " was not sent");
    return path;
}

std::optional<std::string> PosixHost::environment(const std::string& name) const {
    const char* const value = ::getenv(name.c_str());
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

double PosixHost::now() const {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return seconds_of(time);
}

void PosixHost::pause(std::chrono::milliseconds time) const {
    std::this_thread::sleep_for(time);
}

ProcessResult PosixHost::run(const Command& command) {
    if (!settings_.on_output || command.on_output) return run_process(command);
    Command heard = command;
    heard.on_output = settings_.on_output;
    return run_process(heard);
}

void PosixHost::tell(std::string_view progress) {
    if (settings_.on_progress) settings_.on_progress(progress);
}

}  // namespace modules
