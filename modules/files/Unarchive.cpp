#include "modules/files/Unarchive.hpp"

#include "modules/files/Archive.hpp"
#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/TarArchive.hpp"
#include "modules/files/ZipArchive.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace modules {

namespace {

/// One call: where the archive is, and what of it is asked for.
Extraction extraction_of(const UnarchiveArguments& wanted, const HostView& host) {
    Extraction extraction;
    extraction.archive = wanted.content_hash ? host.staged(*wanted.content_hash) : wanted.src;
    extraction.dest = wanted.dest;
    extraction.include = wanted.include;
    extraction.exclude = wanted.exclude;
    extraction.extra_options = wanted.extra_opts;
    extraction.keep_newer = wanted.keep_newer;
    extraction.own_user = wanted.owner.has_value();
    extraction.own_group = wanted.group.has_value();
    extraction.own_mode = wanted.mode.has_value();
    return extraction;
}

/// Owner, group and mode of every member that is there.
Plan plan_of_attributes(const UnarchiveArguments& wanted, const std::vector<std::string>& members,
                        const HostView& host, const CallOptions& options) {
    Plan plan;
    const Attributes attributes(wanted, host, options);
    if (attributes.none()) return plan;
    for (const std::string& member : members) {
        const std::string path = without_trailing_slashes(joined(wanted.dest, member));
        if (const std::optional<FileStatus> status = host.status(path, Follow::nothing))
            attributes.add_changes(plan, path, *status, Follow::nothing);
    }
    return plan;
}

Outcome extract(HostControl& host, const Command& command, const UnarchiveArguments& wanted,
                const std::vector<std::string>& members, const CallOptions& options) {
    const ProcessResult result = host.run(command);
    List words{command.program};
    words.insert(words.end(), command.arguments.begin(), command.arguments.end());
    Outcome outcome;
    outcome.data.set("extract_results", Map{{"cmd", words},
                                            {"rc", result.status},
                                            {"out", result.output},
                                            {"err", result.error}});
    if (!result.ok()) {
        outcome.failure = fmt::format("failed to unpack {} to {}: {}", wanted.src, wanted.dest, result.error);
        return outcome;
    }
    outcome.further = {plan_of_attributes(wanted, members, host, options)};
    return outcome;
}

void refuse_what_is_not_there(const UnarchiveArguments& wanted, const std::string& archive, const HostView& host) {
    if (!wanted.content_hash && wanted.src.find("://") != std::string::npos)
        throw Failure("src is an address: bring the archive with get_url first");
    if (!host.exists(archive)) throw Failure(fmt::format("Source '{}' does not exist", wanted.src));
    if (!host.is_directory(wanted.dest))
        throw Failure(fmt::format("dest '{}' must be an existing dir", wanted.dest));
    if (!wanted.include.empty() && !wanted.exclude.empty())
        throw Failure("parameters are mutually exclusive: include|exclude");
}

}  // namespace

std::unique_ptr<Archive> open_archive(const Extraction& wanted, const HostView& host) {
    constexpr std::size_t enough = 6;
    const std::string beginning = host.read_part(wanted.archive, 0, enough);
    if (beginning.starts_with("PK")) return std::make_unique<ZipArchive>(wanted, host);
    static constexpr std::pair<std::string_view, const char*> compressions[] = {
        {"\x1f\x8b", "TgzArchive"}, {"BZh", "TarBzipArchive"}, {"\xfd" "7zXZ", "TarXzArchive"},
        {"\x28\xb5\x2f\xfd", "TarZstdArchive"}};
    for (const auto& [first, kind] : compressions)
        if (beginning.starts_with(first)) return std::make_unique<TarArchive>(wanted, host, kind);
    return std::make_unique<TarArchive>(wanted, host, "TarArchive");
}

ArgumentList<UnarchiveArguments> Unarchive::table() const {
    ArgumentList<UnarchiveArguments> list;
    list.add("src", &UnarchiveArguments::src, "the archive; with remote_src one of the host",
             {.need = Need::required, .path = true})
        .add("dest", &UnarchiveArguments::dest, "the directory, which must be there",
             {.need = Need::required, .path = true})
        .add("remote_src", &UnarchiveArguments::remote_src, "src is on the host, not on the control side")
        .add("creates", &UnarchiveArguments::creates, "a path; where it exists nothing is unpacked", {.path = true})
        .add("list_files", &UnarchiveArguments::list_files, "give the members' names as `files`")
        .add("include", &UnarchiveArguments::include, "only these members")
        .add("exclude", &UnarchiveArguments::exclude, "all members but these")
        .add("extra_opts", &UnarchiveArguments::extra_opts, "further options of tar or unzip")
        .add("keep_newer", &UnarchiveArguments::keep_newer, "leave files that are newer than the archive's")
        .add("_content_hash", &UnarchiveArguments::content_hash, "internal: SHA-256 of an archive sent ahead");
    add_attribute_arguments(list);
    return list;
}

Plan Unarchive::check(const UnarchiveArguments& wanted, const HostView& host, const CallOptions& options) const {
    Plan plan;
    if (wanted.creates && host.exists(*wanted.creates)) {
        plan.skipped = true;
        plan.data.set("msg", fmt::format("skipped, since {} exists", *wanted.creates));
        return plan;
    }
    const Extraction extraction = extraction_of(wanted, host);
    refuse_what_is_not_there(wanted, extraction.archive, host);
    const std::unique_ptr<Archive> archive = open_archive(extraction, host);
    const std::vector<std::string> members = archive->members();
    plan.data = {{"dest", wanted.dest}, {"src", wanted.src}, {"handler", archive->kind()}};
    if (wanted.list_files) plan.data.set("files", List(members.begin(), members.end()));
    plan.afterwards = [dest = wanted.dest](const HostView& changed) { return path_facts(changed, dest); };

    const std::vector<std::string> differences = archive->differences();
    if (differences.empty()) {
        for (Change& change : plan_of_attributes(wanted, members, host, options).changes)
            plan.changes.push_back(std::move(change));
        return plan;
    }
    plan.change({wanted.dest, fmt::format("{}\n", fmt::join(differences, "\n")), Value("as in the archive\n")},
                [command = archive->extracting(), wanted, members, options](HostControl& control) {
                    return extract(control, command, wanted, members, options);
                });
    return plan;
}

}  // namespace modules
