#include "modules/agent/PrivateDirectory.hpp"

#include "modules/system/SystemFailure.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace modules {

namespace {

enum class Readers { owner_only, anyone };

void make(const std::string& path, Readers readers) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        throw system_failure("cannot make the directory", path, errno);
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) throw system_failure("cannot look at", path, errno);
    if (!S_ISDIR(status.st_mode)) throw Failure(path + " is not a directory; remove it");
    if (status.st_uid != ::geteuid())
        throw Failure(fmt::format("{} belongs to user {}, not to user {}; remove it", path, status.st_uid,
                                  ::geteuid()));
    const unsigned refused = readers == Readers::anyone ? 0022 : 0077;
    if ((status.st_mode & refused) != 0)
        throw Failure(fmt::format("{} has mode {:04o}: others could have put something there; remove it",
                                  path, status.st_mode & 07777));
}

}  // namespace

std::string PrivateDirectory::inside(const std::string& name) const {
    // The directory itself may be open to readers: the agent for other users stands in it.
    make(path_, Readers::anyone);
    const std::string directory = path_ + "/" + name;
    make(directory, Readers::owner_only);
    return directory;
}

std::string PrivateDirectory::usual_path() {
    if (::geteuid() == 0) return "/var/lib/understudy";
    return "/var/tmp/understudy-" + std::to_string(::geteuid());
}

}  // namespace modules
