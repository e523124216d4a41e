#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// "file", "directory", "link", "hard" (a file with further names) or "absent": the states of the `file`
/// module.
std::string state_of(const HostView& host, const std::string& path);

/// The same for what was already looked at.
std::string state_of(const std::optional<FileStatus>& status);

/// What Ansible adds to the result of every module that has a path: owner, group, uid, gid, mode, state,
/// size. Owner, group, uid and gid are those of a link's target. Empty where there is nothing.
Map path_facts(const HostView& host, const std::string& path);

/// The keys that `stat` and `find` give alike: mode, isdir, …, isgid, with pw_name and gr_name where they are
/// known.
Map status_facts(const HostView& host, const FileStatus& status);

/// A user's name, or the number in digits where nobody has it.
std::string user_name(const HostView& host, std::uint32_t id);
std::string group_name(const HostView& host, std::uint32_t id);

/// "0644".
std::string mode_text(unsigned mode);

}  // namespace modules
