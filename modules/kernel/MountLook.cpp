#include "modules/kernel/MountLook.hpp"

#include "modules/files/Paths.hpp"
#include "modules/files/TextFile.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

bool has_option(std::string_view options, std::string_view wanted) {
    for (std::size_t start = 0; start <= options.size();) {
        const std::size_t end = std::min(options.find(',', start), options.size());
        if (options.substr(start, end - start) == wanted) return true;
        start = end + 1;
    }
    return false;
}

/// Only what it said: "mount: /x: special device y does not exist." needs no status before it.
std::string what_it_said(const ProcessResult& result) {
    const std::string said(trimmed(result.output + result.error));
    if (said.empty() && result.status == 127) return "the program is not installed";
    return said.empty() ? fmt::format("status {}", result.status) : said;
}

/// "UUID=…" and "LABEL=…" as the device that they name.
std::string device_of(const HostView& host, const std::string& source) {
    for (const auto& [tag, directory] : {std::pair<std::string_view, std::string_view>{"UUID=", "by-uuid"},
                                         {"LABEL=", "by-label"},
                                         {"PARTUUID=", "by-partuuid"},
                                         {"PARTLABEL=", "by-partlabel"}})
        if (source.starts_with(tag))
            return host.real_path(fmt::format("/dev/disk/{}/{}", directory, source.substr(tag.size())));
    return source.starts_with('/') ? host.real_path(source) : source;
}

}  // namespace

MountLook::MountLook(const MountArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), host_(host), options_(options) {
    entry_.place = without_trailing_slashes(wanted.path);
    entry_.source = wanted.src.value_or("");
    entry_.type = wanted.fstype.value_or("");
    entry_.options = wanted.opts.value_or("defaults");
    entry_.dump = wanted.dump;
    entry_.pass = wanted.passno;
    if (wanted.boot && has_option(entry_.options, "noauto"))
        plan_.warnings.emplace_back("Ignore the 'boot' due to 'opts' contains 'noauto'.");
    if (!wanted.boot && !has_option(entry_.options, "noauto")) entry_.options += ",noauto";
    // Swap space is nowhere.
    if (entry_.place.starts_with('/')) mounted_ = MountTable(host).at(host.real_path(entry_.place));
    table_before_ = host.read_if_there(wanted.fstab);
}

Plan MountLook::plan() {
    add_facts();
    switch (wanted_.state) {
    case MountState::present:
        add_to_table();
        break;
    case MountState::absent_from_fstab:
        remove_from_table();
        break;
    case MountState::absent:
        remove_from_table();
        // As in Ansible: only what stands in the table is taken down.
        if (plan_.changes.empty()) break;
        if (mounted_) unmount();
        remove_directory();
        break;
    case MountState::mounted:
        make_directories();
        mount_as_in_table();
        break;
    case MountState::ephemeral:
        make_directories();
        mount_once();
        break;
    case MountState::remounted:
        remount("Error remounting");
        break;
    case MountState::unmounted:
        if (mounted_) unmount();
        break;
    }
    return std::move(plan_);
}

void MountLook::add_facts() {
    Map& data = plan_.data;
    data.set("name", wanted_.path);
    data.set("opts", wanted_.opts_no_log ? Value::secret(entry_.options) : Value(entry_.options));
    data.set("dump", entry_.dump);
    data.set("passno", entry_.pass);
    data.set("fstab", wanted_.fstab);
    data.set("boot", wanted_.boot ? "yes" : "no");
    data.set("backup_file", "");
    if (wanted_.src) data.set("src", *wanted_.src);
    if (wanted_.fstype) data.set("fstype", *wanted_.fstype);
}

void MountLook::write_table(const FileSystemTable& table) {
    TextFile file(wanted_.fstab, host_);
    std::string text = table.text();
    // A missing line end alone is no reason to touch it.
    if (file.text() + '\n' == text || file.text() == text) return;
    file.set_text(std::move(text));
    file.save(plan_, {},
              {.showing = wanted_.opts_no_log ? Showing::secret : Showing::plain,
               .backup = wanted_.backup,
               .backup_key = "backup_file"},
              options_);
}

void MountLook::add_to_table() {
    FileSystemTable table(table_before_.value_or(""));
    table.set(entry_);
    write_table(table);
}

void MountLook::remove_from_table() {
    FileSystemTable table(table_before_.value_or(""));
    if (!table.holds(entry_)) return;
    table.remove(entry_);
    write_table(table);
}

void MountLook::make_directories() {
    for (std::string directory = entry_.place; !host_.exists(directory); directory = parent_of(directory))
        new_directories_.insert(new_directories_.begin(), directory);
    for (const std::string& directory : new_directories_)
        plan_.change({directory, Map{{"state", "absent"}}, Map{{"state", "directory"}}},
                     [directory](HostControl& host) {
                         host.make_directory(directory, 0755);
                         return Outcome{};
                     });
}

bool MountLook::has_wanted_source() const {
    const std::string wanted_device = device_of(host_, entry_.source);
    return mounted_ &&
           (mounted_->source == entry_.source || device_of(host_, mounted_->source) == wanted_device ||
            (!mounted_->bound.empty() && mounted_->bound == wanted_device));
}

bool MountLook::is_mounted() const {
    if (!mounted_) return false;
    const bool wants_bind = has_option(entry_.options, "bind") || has_option(entry_.options, "rbind");
    return !wants_bind || has_wanted_source();
}

void MountLook::change_state(std::string_view before, std::string_view after,
                             std::function<Outcome(HostControl&)> action) {
    plan_.change({entry_.place, Map{{"state", before}}, Map{{"state", after}}}, std::move(action));
}

std::vector<std::string> MountLook::mount_command() const {
    std::vector<std::string> arguments;
    if (wanted_.state == MountState::ephemeral) {
        arguments = {"-t", entry_.type};
        if (entry_.options != "defaults") arguments.insert(arguments.end(), {"-o", entry_.options});
        arguments.push_back(entry_.source);
    } else if (wanted_.fstab != "/etc/fstab") {
        arguments = {"-T", wanted_.fstab};
    }
    arguments.push_back(entry_.place);
    return arguments;
}

void MountLook::mount_as_in_table() {
    const std::size_t before = plan_.changes.size();
    add_to_table();
    const bool entry_changed = plan_.changes.size() > before;
    if (is_mounted()) {
        if (entry_changed) remount("Error mounting");
        return;
    }
    change_state("unmounted", "mounted",
                 [arguments = mount_command(), place = entry_.place, fstab = host_.real_path(wanted_.fstab),
                  table = table_before_, directories = new_directories_](HostControl& host) {
                     const ProcessResult result = host.run({.program = "mount", .arguments = arguments});
                     if (result.ok()) return Outcome{};
                     // An entry that does not work may keep the host from starting.
                     if (table) host.write(fstab, *table, {});
                     if (!table) host.remove(fstab);
                     // rmdir, which never takes away what holds something.
                     for (auto directory = directories.rbegin(); directory != directories.rend(); ++directory)
                         host.run({.program = "rmdir", .arguments = {*directory}});
                     throw Failure(fmt::format("Error mounting {}: {}", place, what_it_said(result)));
                 });
}

void MountLook::mount_once() {
    if (mounted_ && !has_wanted_source())
        throw Failure(
            fmt::format("Ephemeral mount point is already mounted with a different source than the specified "
                        "one: {} is there, "
                        "{} is asked for. Unmount it first (state: unmounted), or take another path.",
                        mounted_->source, entry_.source));
    if (mounted_) {
        remount("Error mounting");
        return;
    }
    change_state("unmounted", "mounted",
                 [arguments = mount_command(), place = entry_.place,
                  directories = new_directories_](HostControl& host) {
                     const ProcessResult result = host.run({.program = "mount", .arguments = arguments});
                     if (result.ok()) return Outcome{};
                     for (auto directory = directories.rbegin(); directory != directories.rend(); ++directory)
                         host.run({.program = "rmdir", .arguments = {*directory}});
                     throw Failure(fmt::format("Error mounting {}: {}", place, what_it_said(result)));
                 });
}

void MountLook::unmount() {
    change_state("mounted", "unmounted", [place = entry_.place](HostControl& host) {
        const ProcessResult result = host.run({.program = "umount", .arguments = {place}});
        if (!result.ok()) throw Failure(fmt::format("Error unmounting {}: {}", place, what_it_said(result)));
        return Outcome{};
    });
}

void MountLook::remount(std::string_view failure) {
    const bool own_options = wanted_.state == MountState::remounted && entry_.options != "defaults";
    std::vector<std::string> remounting{"-o", own_options ? "remount," + entry_.options : "remount"};
    const std::vector<std::string> mounting = mount_command();
    remounting.insert(remounting.end(), mounting.begin(), mounting.end());
    change_state(
        "mounted", "remounted", [=, place = entry_.place, failure = std::string(failure)](HostControl& host) {
            ProcessResult result = host.run({.program = "mount", .arguments = remounting});
            if (result.ok()) return Outcome{};
            if (own_options)
                throw Failure(fmt::format(
                    "Options were specified with remounted, but the remount command failed: {}. Failing in "
                    "order to prevent an unexpected mount result; take \"state: unmounted\" and then "
                    "\"state: "
                    "mounted\" with all the options.",
                    what_it_said(result)));
            // Not every file system can be remounted.
            result = host.run({.program = "umount", .arguments = {place}});
            if (result.ok()) result = host.run({.program = "mount", .arguments = mounting});
            if (!result.ok()) throw Failure(fmt::format("{} {}: {}", failure, place, what_it_said(result)));
            return Outcome{};
        });
}

void MountLook::remove_directory() {
    if (!host_.exists(entry_.place)) return;
    change_state("directory", "absent", [place = entry_.place](HostControl& host) {
        // Never more than an empty directory: were something still mounted there, all of it would go.
        const ProcessResult result = host.run({.program = "rmdir", .arguments = {place}});
        if (!result.ok()) throw Failure(fmt::format("Error rmdir {}: {}", place, what_it_said(result)));
        return Outcome{};
    });
}

}  // namespace modules
