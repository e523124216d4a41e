#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

// passwd(5) and group(5) read as text: a static program that calls getpwnam opens the host's NSS libraries.
// Names from elsewhere (LDAP, sssd) are asked of `getent`.

std::optional<User> user_named(std::string_view name);
std::optional<User> user_numbered(std::uint32_t id);
std::optional<Group> group_named(std::string_view name);
std::optional<Group> group_numbered(std::uint32_t id);
/// Every group of /etc/group.
std::vector<Group> local_groups();

/// One line of passwd(5) or group(5); nothing when it is not one.
std::optional<User> user_from_line(std::string_view line);
std::optional<Group> group_from_line(std::string_view line);

}  // namespace modules
