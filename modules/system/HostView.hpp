#pragma once

#include "modules/module/ModuleResult.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

enum class FileType { regular, directory, link, character_device, block_device, fifo, socket };
enum class Follow { links, nothing };

struct FileStatus {
    FileType type = FileType::regular;
    /// Permission bits only (07777).
    unsigned mode = 0;
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::uint64_t size = 0;
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    std::uint64_t links = 1;
    // Seconds since the epoch.
    double accessed = 0;
    double modified = 0;
    double changed = 0;
};

/// One line of passwd(5), shadow's field aside.
struct User {
    std::string name = {};
    std::uint32_t id = 0;
    std::uint32_t group = 0;
    std::string comment = {};
    std::string home = {};
    std::string shell = {};
};

/// One line of group(5).
struct Group {
    std::string name = {};
    std::uint32_t id = 0;
    std::vector<std::string> members = {};
};

/// A program to run: no shell, arguments as they are.
struct Command {
    std::string program = {};
    std::vector<std::string> arguments = {};
    std::string input = {};
    std::map<std::string, std::string> environment = {};
    std::string directory = {};
    /// Nothing: as long as it takes.
    std::optional<std::chrono::milliseconds> limit = {};
    /// Called with output as it arrives.
    std::function<void(std::string_view)> on_output = {};
    /// What may stand in no argument, no environment and no file: the program reads it once from
    /// `secret_path`. At most 64 KiB.
    std::string secret = {};
    static constexpr const char* secret_path = "/dev/fd/3";
};

struct ProcessResult {
    /// Exit status; 128 + signal when a signal ended it.
    int status = 0;
    std::string output = {};
    std::string error = {};
    bool timed_out = false;
    /// errno where the program could not be started (status 127: it is not there; 126: it may not be
    /// executed).
    int start_error = 0;
    [[nodiscard]] bool ok() const { return status == 0 && !timed_out; }
};

/// What may be asked of a host without changing it. A failing system call throws Failure naming the path and
/// errno's words. Paths are absolute.
class HostView {
  public:
    virtual ~HostView() = default;

    /// Nothing where there is no file (ENOENT, ENOTDIR).
    [[nodiscard]] virtual std::optional<FileStatus> status(const std::string& path, Follow follow) const = 0;
    [[nodiscard]] virtual std::string read(const std::string& path) const = 0;
    /// At most `length` bytes from there on; fewer only at the end.
    [[nodiscard]] virtual std::string read_part(const std::string& path, std::uint64_t offset,
                                                std::size_t length) const = 0;
    /// Names, without . and .., sorted.
    [[nodiscard]] virtual std::vector<std::string> list(const std::string& directory) const = 0;
    [[nodiscard]] virtual std::string link_target(const std::string& path) const = 0;
    /// Every link resolved; the path itself where something of it does not exist.
    [[nodiscard]] virtual std::string real_path(const std::string& path) const = 0;

    /// Runs a program that only looks. Only the programs of the table in ReadOnlyPrograms.cpp (by name and
    /// leading arguments) may be asked; any other is a std::logic_error: a mistake in the module. A missing
    /// program is status 127.
    [[nodiscard]] virtual ProcessResult query(const Command& command) const = 0;
    /// The program's path in PATH and the sbin directories; nothing when it is not installed.
    [[nodiscard]] virtual std::optional<std::string> find_program(std::string_view name) const = 0;

    // Accounts come from /etc/passwd and /etc/group, else from `getent`.
    [[nodiscard]] virtual std::optional<User> user(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<User> user(std::uint32_t id) const = 0;
    [[nodiscard]] virtual std::optional<Group> group(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<Group> group(std::uint32_t id) const = 0;
    [[nodiscard]] virtual std::vector<Group> groups() const = 0;
    /// Who the agent runs as.
    [[nodiscard]] virtual std::uint32_t effective_user() const = 0;

    /// Can a TCP connection be made? `address` is numeric or a name in /etc/hosts.
    [[nodiscard]] virtual bool answers(const std::string& address, std::uint16_t port,
                                       std::chrono::milliseconds limit) const = 0;
    /// What a port says by itself after the connection is made, until `enough` accepts it or it is silent for
    /// the limit; nothing when it cannot be reached.
    [[nodiscard]] virtual std::optional<std::string>
    greeting(const std::string& address, std::uint16_t port, std::chrono::milliseconds limit,
             const std::function<bool(std::string_view)>& enough) const = 0;
    /// The local file that holds content which the control side sent ahead, by its SHA-256.
    [[nodiscard]] virtual std::string staged(const std::string& hash) const = 0;

    [[nodiscard]] virtual std::optional<std::string> environment(const std::string& name) const = 0;
    [[nodiscard]] virtual double now() const = 0;
    /// Waits; a fake host's clock only moves.
    virtual void pause(std::chrono::milliseconds time) const = 0;

    // In terms of the above.
    [[nodiscard]] bool exists(const std::string& path) const {
        return status(path, Follow::links).has_value();
    }
    [[nodiscard]] bool is_directory(const std::string& path) const;
    /// Nothing where there is no such file.
    [[nodiscard]] std::optional<std::string> read_if_there(const std::string& path) const;
};

}  // namespace modules
