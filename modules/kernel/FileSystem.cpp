#include "modules/kernel/FileSystem.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/ShellWords.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

/// How a file system grows: with the device, or only where it is mounted.
enum class Growth { none, extended, mounted, volume };

struct FileSystemKind {
    const char* name;
    /// As blkid calls it.
    const char* found_as;
    const char* maker;
    std::vector<const char*> overwrites;
    Growth growth = Growth::none;
};

const std::vector<FileSystemKind>& file_system_kinds() {
    static const std::vector<FileSystemKind> kinds{{"bcachefs", "bcachefs", "mkfs.bcachefs", {"--force"}},
                                                   {"btrfs", "btrfs", "mkfs.btrfs", {"-f"}},
                                                   {"ext2", "ext2", "mkfs.ext2", {"-F"}, Growth::extended},
                                                   {"ext3", "ext3", "mkfs.ext3", {"-F"}, Growth::extended},
                                                   {"ext4", "ext4", "mkfs.ext4", {"-F"}, Growth::extended},
                                                   {"f2fs", "f2fs", "mkfs.f2fs", {"-f"}},
                                                   {"gfs2", "gfs2", "mkfs.gfs2", {"-O"}},
                                                   {"lvm", "LVM2_member", "pvcreate", {"-f"}, Growth::volume},
                                                   {"ocfs2", "ocfs2", "mkfs.ocfs2", {"-F", "-x"}},
                                                   {"reiserfs", "reiserfs", "mkfs.reiserfs", {"-q"}},
                                                   {"swap", "swap", "mkswap", {"-f"}},
                                                   {"vfat", "vfat", "mkfs.vfat", {}},
                                                   {"xfs", "xfs", "mkfs.xfs", {"-f"}, Growth::mounted}};
    return kinds;
}

const FileSystemKind& kind_called(const std::string& name) {
    std::vector<std::string> names;
    for (const FileSystemKind& kind : file_system_kinds()) {
        if (name == kind.name) return kind;
        names.emplace_back(kind.name);
    }
    const std::optional<std::string> meant = closest(name, names);
    throw Failure(fmt::format("argument \"fstype\": expected one of {}, found \"{}\"{}",
                              fmt::join(names, ", "), name,
                              meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
}

/// blkid's word for what is on the device; empty where nothing is.
std::string present_kind(const HostView& host, const std::string& device) {
    const ProcessResult result = host.query(
        {.program = "blkid", .arguments = {"-c", "/dev/null", "-o", "value", "-s", "TYPE", device}});
    return std::string(trimmed(result.output));
}

std::int64_t device_size(const HostView& host, const std::string& device, const FileStatus& status) {
    if (status.type == FileType::regular) return static_cast<std::int64_t>(status.size);
    const ProcessResult result = host.query({.program = "blockdev", .arguments = {"--getsize64", device}});
    const std::optional<std::int64_t> size = whole_number(trimmed(result.output));
    if (!result.ok() || !size)
        throw Failure(fmt::format("blockdev --getsize64 {}: {}", device, trimmed(result.error)));
    return *size;
}

struct Extent {
    std::int64_t size = 0;
    /// The least by which it grows.
    std::int64_t step = 1;
};

std::int64_t number_after(const std::string& output, const std::string& key) {
    const std::size_t place = output.find(key);
    if (place == std::string::npos) return 0;
    const std::size_t start = output.find_first_of("0123456789", place + key.size());
    if (start == std::string::npos) return 0;
    const std::size_t end = std::min(output.find_first_not_of("0123456789", start), output.size());
    return whole_number(std::string_view(output).substr(start, end - start)).value_or(0);
}

std::string asked_of(const HostView& host, const Command& command) {
    const ProcessResult result = host.query(command);
    if (!result.ok()) throw Failure(fmt::format("{} failed: {}", command.program, trimmed(result.error)));
    return result.output;
}

Extent present_extent(const HostView& host, const FileSystemKind& kind, const std::string& device) {
    if (kind.growth == Growth::extended) {
        const std::string told = asked_of(host, {.program = "dumpe2fs", .arguments = {"-h", device}});
        const std::int64_t block = number_after(told, "Block size:");
        return {number_after(told, "Block count:") * block, block};
    }
    if (kind.growth == Growth::volume) {
        const std::string told = asked_of(
            host, {.program = "pvs",
                   .arguments = {"--noheadings", "--nosuffix", "--units", "b", "-o", "dev_size", device}});
        return {whole_number(trimmed(told)).value_or(0), 1};
    }
    const std::string told = asked_of(host, {.program = "xfs_info", .arguments = {device}});
    const std::size_t data = std::min(told.find("\ndata"), told.size());
    const std::int64_t block = number_after(told.substr(data), "bsize=");
    return {number_after(told.substr(data), "blocks=") * block, block};
}

/// The place where a device is mounted, which xfs must be to grow.
std::string mount_point_of(const HostView& host, const std::string& device) {
    const ProcessResult result =
        host.query({.program = "findmnt",
                    .arguments = {"--noheadings", "--first-only", "--output", "TARGET", "--source", device}});
    if (!result.ok()) throw Failure(fmt::format("{} needs to be mounted for xfs operations", device));
    return std::string(trimmed(result.output));
}

void plan_growth(Plan& plan, const FileSystemArguments& wanted, const FileSystemKind& kind,
                 const FileStatus& status, const HostView& host) {
    if (kind.growth == Growth::none)
        throw Failure(fmt::format("module does not support resizing {} filesystem yet.", kind.name));
    const Extent present = present_extent(host, kind, wanted.dev);
    const std::int64_t room = device_size(host, wanted.dev, status);
    if (room - present.size < present.step) {
        plan.data.set("msg",
                      fmt::format("{} filesystem is using the whole device {}", kind.name, wanted.dev));
        return;
    }
    Command command{.program = "resize2fs", .arguments = {wanted.dev}};
    if (kind.growth == Growth::volume) command = {.program = "pvresize", .arguments = {wanted.dev}};
    if (kind.growth == Growth::mounted)
        command = {.program = "xfs_growfs", .arguments = {mount_point_of(host, wanted.dev)}};
    plan.change({wanted.dev, Map{{"size", present.size}}, Map{{"size", room - room % present.step}}},
                [command](HostControl& control) {
                    const ProcessResult result = run_or_fail(control, command);
                    return Outcome{Map{{"msg", result.output}}, {}, {}};
                });
}

void plan_wiping(Plan& plan, const std::string& device, const std::string& present) {
    if (present.empty()) return;
    plan.change({device, Map{{"fstype", present}}, Map{{"state", "absent"}}}, [device](HostControl& control) {
        run_or_fail(control, {.program = "wipefs", .arguments = {"--all", device}});
        return Outcome{};
    });
}

void plan_making_of(Plan& plan, const FileSystemArguments& wanted, const FileSystemKind& kind,
                    const std::string& present) {
    Command make{.program = kind.maker};
    make.arguments.assign(kind.overwrites.begin(), kind.overwrites.end());
    try {
        for (const std::string& word : shell_words(wanted.opts.value_or("")))
            make.arguments.push_back(word);
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("opts: {}", error.what()));
    }
    make.arguments.push_back(wanted.dev);
    plan.change({wanted.dev, present.empty() ? Map{{"state", "absent"}} : Map{{"fstype", present}},
                 Map{{"fstype", kind.name}}},
                [make](HostControl& control) {
                    run_or_fail(control, make);
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<FileSystemArguments> FileSystem::table() const {
    using A = FileSystemArguments;
    ArgumentList<A> list;
    list.add("dev", &A::dev, "the device, or a file",
             {.need = Need::required, .aliases = {"device"}, .path = true})
        .add("fstype", &A::fstype, "ext4, xfs, vfat, btrfs, swap, lvm, …; needed where it is present",
             {.aliases = {"type"}})
        .add("state", &A::state, "whether it is to be there")
        .add("force", &A::force, "replace what is there, the same kind too")
        .add("resizefs", &A::resizefs,
             "let it grow to the device's size: ext2, ext3, ext4, xfs where it is mounted, lvm")
        .add("opts", &A::opts, "options of the program that makes it");
    return list;
}

Plan FileSystem::check(const FileSystemArguments& wanted, const HostView& host,
                       const CallOptions& options) const {
    Plan plan;
    const std::optional<FileStatus> status = host.status(wanted.dev, Follow::links);
    if (!status) {
        const std::string missing = fmt::format("Device {} not found.", wanted.dev);
        plan.data.set("msg", missing);
        if (wanted.state == Presence::absent) return plan;
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const std::string present = present_kind(host, wanted.dev);
    if (wanted.state == Presence::absent) {
        plan_wiping(plan, wanted.dev, present);
        return plan;
    }
    if (!wanted.fstype) throw Failure("state is present but all of the following are missing: fstype");
    const FileSystemKind& kind = kind_called(*wanted.fstype);
    const bool is_same = present == kind.found_as;
    if (is_same && wanted.resizefs) {
        plan_growth(plan, wanted, kind, *status, host);
    } else if (!present.empty() && !is_same && !wanted.force) {
        throw Failure(
            fmt::format("'{}' is already used as {}, use force=true to overwrite", wanted.dev, present));
    } else if (!is_same || wanted.force) {
        plan_making_of(plan, wanted, kind, present);
    }
    return plan;
}

}  // namespace modules
