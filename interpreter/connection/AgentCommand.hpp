#pragma once

#include "interpreter/connection/ConnectionSettings.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// Who must be able to run the agent's file: the login user (and root), or any user.
enum class Reach { own, any };

/// The agent in this machine's own executable, or where it would be installed on another.
struct AgentPlace {
    /// The words that start it here; empty: it is installed by its hash.
    std::vector<std::string> local_program;
    std::string hash;
};

/// The words that turn a command into the identity's: `sudo -H -n -u root --`; none for the login user.
/// With a password, `prompt` is what sudo says when it wants it.
std::vector<std::string> identity_words(const Identity& identity, const std::string& prompt);
/// Who must reach the agent of that identity.
Reach reach_of(const Identity& identity);

/// What starts the agent: it answers with the agent's banner, or with a line
/// `NUL understudy-install WORD DETAIL`: "absent", or "foreign DIRECTORY" for one that is not ours.
///
/// The directory is ~/.understudy (0700) or, where programs cannot be run from the home or other users must
/// reach them, /var/tmp/understudy-UID (0755). It must belong to the login user or root and not be writable
/// by others.
std::string start_command(const AgentPlace& place, const Identity& identity, const std::string& prompt);
/// What installs the agent from its input, `size` bytes; answers as above: "installed", "foreign DIRECTORY",
/// "nowhere REASONS" or "failed DIRECTORY" with the reason on the error stream.
std::string install_command(const AgentPlace& place, Reach reach, std::size_t size);

}  // namespace interpreter
