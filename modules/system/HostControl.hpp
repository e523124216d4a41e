#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// Who owns a file and its permission bits; what is absent stays as it is (or is the default of a new file).
struct Ownership {
    std::optional<std::uint32_t> user = {};
    std::optional<std::uint32_t> group = {};
    std::optional<unsigned> mode = {};
};

/// A host that may be changed: what a Change's action receives, and nobody else.
/// A failing system call throws Failure naming the path and errno's words.
class HostControl : public HostView {
  public:
    /// Replaces or makes the file in one step (temporary file beside it, fsync, rename). A file that is there
    /// keeps its owner and mode where `ownership` says nothing; a new one gets 0644 less the umask. A link at
    /// `path` is replaced: to write what it leads to, give its real_path().
    virtual void write(const std::string& path, std::string_view content, const Ownership& ownership) = 0;
    /// Writes into the file that is there: for files that cannot be replaced (bind mounts, /proc/sys).
    virtual void write_in_place(const std::string& path, std::string_view content) = 0;
    virtual void copy(const std::string& from, const std::string& to, const Ownership& ownership) = 0;
    virtual void make_directory(const std::string& path, unsigned mode) = 0;
    virtual void set_ownership(const std::string& path, const Ownership& ownership, Follow follow) = 0;
    virtual void set_times(const std::string& path, double accessed, double modified) = 0;
    /// Replaces what stands at `path`, if it is a link.
    virtual void make_link(const std::string& target, const std::string& path) = 0;
    virtual void make_hard_link(const std::string& target, const std::string& path) = 0;
    virtual void move(const std::string& from, const std::string& to) = 0;
    /// A file, a link or a whole directory tree; nothing there is no error.
    virtual void remove(const std::string& path) = 0;
    /// A new empty directory that nobody else can read, removed when the call ends.
    virtual std::string temporary_directory() = 0;

    /// Runs a program that may change things. A status that is not 0 is the caller's to judge.
    virtual ProcessResult run(const Command& command) = 0;
    /// Sends a progress line to whoever watches ("2 of 3 nodes online").
    virtual void tell(std::string_view progress) = 0;
};

/// Runs it; throws Failure with the command's name, status and last lines where it does not end with 0.
ProcessResult run_or_fail(HostControl& host, const Command& command);

}  // namespace modules
