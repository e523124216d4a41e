// The writing half of PosixHost.
#include "modules/system/AtomicFile.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "modules/system/SystemFailure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace modules {

namespace {

constexpr std::size_t copied_at_once = 262144;

timespec time_of(double seconds) {
    const double whole = std::floor(seconds);
    timespec time{};
    time.tv_sec = static_cast<time_t>(whole);
    time.tv_nsec = static_cast<long>((seconds - whole) * 1e9);
    return time;
}

}  // namespace

PosixHost::~PosixHost() {
    for (const std::string& directory : temporary_directories_) {
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
}

void PosixHost::write(const std::string& path, std::string_view content, const Ownership& ownership) {
    AtomicFile file(path);
    file.append(content);
    file.finish(ownership);
}

void PosixHost::write_in_place(const std::string& path, std::string_view content) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
    if (!file.open()) throw system_failure("write", path, errno);
    // The kernel's own files take a value in one write only.
    while (!content.empty()) {
        const ssize_t count = ::write(file.number(), content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw system_failure("write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

void PosixHost::copy(const std::string& from, const std::string& to, const Ownership& ownership) {
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!source.open()) throw system_failure("read", from, errno);
    AtomicFile file(to);
    std::string buffer(copied_at_once, '\0');
    while (true) {
        const ssize_t count = ::read(source.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw system_failure("read", from, errno);
        if (count == 0) break;
        file.append(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    }
    file.finish(ownership);
}

void PosixHost::make_directory(const std::string& path, unsigned mode) {
    if (::mkdir(path.c_str(), 0700) != 0) throw system_failure("make the directory", path, errno);
    // mkdir() would take the umask off, and the modes of sticky and set-id directories with it.
    if (::chmod(path.c_str(), mode) != 0) throw system_failure("change the mode of", path, errno);
}

void PosixHost::set_ownership(const std::string& path, const Ownership& ownership, Follow follow) {
    const std::optional<FileStatus> present = status(path, follow);
    if (!present) throw system_failure("change the owner or mode of", path, ENOENT);
    const int flags = follow == Follow::links ? 0 : AT_SYMLINK_NOFOLLOW;
    if (ownership.user || ownership.group) {
        const uid_t user = ownership.user.value_or(static_cast<uid_t>(-1));
        const gid_t group = ownership.group.value_or(static_cast<gid_t>(-1));
        if (::fchownat(AT_FDCWD, path.c_str(), user, group, flags) != 0)
            throw system_failure("change the owner of", path, errno);
    }
    // A link has no mode of its own.
    if (present->type == FileType::link) return;
    // The kernel takes set-id bits away when the owner changes.
    const bool lost_bits = (ownership.user || ownership.group) && (present->mode & 06000U) != 0;
    if (!ownership.mode && !lost_bits) return;
    if (::chmod(path.c_str(), ownership.mode.value_or(present->mode)) != 0)
        throw system_failure("change the mode of", path, errno);
}

void PosixHost::set_times(const std::string& path, double accessed, double modified) {
    const std::array<timespec, 2> times{time_of(accessed), time_of(modified)};
    if (::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) != 0)
        throw system_failure("set the times of", path, errno);
}

void PosixHost::make_link(const std::string& target, const std::string& path) {
    const std::optional<FileStatus> present = status(path, Follow::nothing);
    if (present && present->type != FileType::link) throw system_failure("link", path, EEXIST);
    if (!present) {
        if (::symlink(target.c_str(), path.c_str()) != 0) throw system_failure("link", path, errno);
        return;
    }
    // A link cannot be changed, only replaced: by rename, so that there is one at every moment.
    const std::string temporary = path + ".understudy-" + std::to_string(::getpid());
    if (::symlink(target.c_str(), temporary.c_str()) != 0) throw system_failure("link", path, errno);
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        throw system_failure("link", path, error);
    }
}

void PosixHost::make_hard_link(const std::string& target, const std::string& path) {
    if (::link(target.c_str(), path.c_str()) != 0) throw system_failure("link", path, errno);
}

void PosixHost::move(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) == 0) return;
    const int error = errno;
    const std::optional<FileStatus> source = status(from, Follow::nothing);
    if (error != EXDEV || !source || source->type != FileType::regular)
        throw system_failure("move", from, error);
    copy(from, to, {.user = source->user, .group = source->group, .mode = source->mode});
    remove(from);
}

void PosixHost::remove(const std::string& path) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) throw system_failure("remove", path, error.value());
}

std::string PosixHost::temporary_directory() {
    std::string path = environment("TMPDIR").value_or("/tmp") + "/understudy-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) throw system_failure("make the directory", path, errno);
    temporary_directories_.push_back(path);
    return path;
}

}  // namespace modules
