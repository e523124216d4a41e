#include "modules/system/AtomicFile.hpp"

#include "modules/system/SystemFailure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>

namespace modules {

namespace {

mode_t present_umask() {
    const mode_t mask = ::umask(022);
    ::umask(mask);
    return mask;
}

}  // namespace

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)) {
    struct stat present {};
    if (::lstat(path_.c_str(), &present) == 0 && S_ISDIR(present.st_mode)) fail(EISDIR);
    const std::size_t slash = path_.rfind('/');
    temporary_ = path_.substr(0, slash + 1) + ".understudy-XXXXXX";
    file_ = Descriptor(::mkostemp(temporary_.data(), O_CLOEXEC));
    if (file_.open()) return;
    temporary_.clear();
    fail(errno);
}

AtomicFile::~AtomicFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::fail(int error) const {
    throw system_failure("write", path_, error);
}

void AtomicFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file_.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void AtomicFile::finish(const Ownership& ownership) {
    take_ownership(ownership);
    if (::fsync(file_.number()) != 0) fail(errno);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
    temporary_.clear();
}

void AtomicFile::take_ownership(const Ownership& ownership) {
    struct stat made {};
    struct stat present {};
    if (::fstat(file_.number(), &made) != 0) fail(errno);
    const bool replaces = ::lstat(path_.c_str(), &present) == 0 && !S_ISLNK(present.st_mode);
    const uid_t user = ownership.user.value_or(replaces ? present.st_uid : made.st_uid);
    const gid_t group = ownership.group.value_or(replaces ? present.st_gid : made.st_gid);
    if (user != made.st_uid || group != made.st_gid) {
        const bool asked = ownership.user || ownership.group;
        // Who may write a file of another's but not give it away keeps it, as editors do.
        if (::fchown(file_.number(), user, group) != 0 && (asked || errno != EPERM))
            throw system_failure("change the owner of", path_, errno);
    }
    if (replaces) keep_extended_attributes();
    const mode_t usual = replaces ? present.st_mode & 07777U : 0644U & ~present_umask();
    if (::fchmod(file_.number(), ownership.mode.value_or(usual)) != 0)
        throw system_failure("change the mode of", path_, errno);
}

void AtomicFile::keep_extended_attributes() {
    std::string names(static_cast<std::size_t>(std::max<ssize_t>(::listxattr(path_.c_str(), nullptr, 0), 0)),
                      '\0');
    const ssize_t length = names.empty() ? 0 : ::listxattr(path_.c_str(), names.data(), names.size());
    for (ssize_t start = 0; start < length;) {
        const char* const name = names.data() + start;
        start += static_cast<ssize_t>(std::char_traits<char>::length(name)) + 1;
        const ssize_t size = ::getxattr(path_.c_str(), name, nullptr, 0);
        if (size < 0) continue;
        std::string value(static_cast<std::size_t>(size), '\0');
        if (::getxattr(path_.c_str(), name, value.data(), value.size()) != size) continue;
        // Some belong to the kernel (security.*, trusted.*) and are refused to others: it sets them itself.
        const bool refused = ::fsetxattr(file_.number(), name, value.data(), value.size(), 0) != 0;
        if (refused && errno != EPERM && errno != ENOTSUP) fail(errno);
    }
}

}  // namespace modules
