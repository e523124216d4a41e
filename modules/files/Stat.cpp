#include "modules/files/Stat.hpp"

#include "modules/files/PathFacts.hpp"

#include <algorithm>
#include <map>

namespace modules {

namespace {

enum class Access : unsigned { read = 4, write = 2, execute = 1 };

/// As access(2) decides by owner, group and mode.
bool may(const HostView& host, const FileStatus& status, Access access) {
    const std::uint32_t id = host.effective_user();
    const unsigned bit = static_cast<unsigned>(access);
    if (id == 0)
        return access != Access::execute || status.type == FileType::directory || (status.mode & 0111U) != 0;
    if (status.user == id) return (status.mode & (bit << 6U)) != 0;
    const std::optional<User> user = host.user(id);
    const std::optional<Group> group = host.group(status.group);
    const bool member = user && (user->group == status.group ||
                                 (group && std::find(group->members.begin(), group->members.end(),
                                                     user->name) != group->members.end()));
    return (status.mode & (member ? bit << 3U : bit)) != 0;
}

void add_mime(Map& facts, const HostView& host, const std::string& path) {
    facts.set("mimetype", "unknown");
    facts.set("charset", "unknown");
    if (!host.find_program("file")) return;
    const ProcessResult result =
        host.query({.program = "file", .arguments = {"--brief", "--mime-type", "--mime-encoding", path}});
    const std::size_t divider = result.output.find("; charset=");
    if (!result.ok() || divider == std::string::npos) return;
    facts.set("mimetype", result.output.substr(0, divider));
    std::string charset = result.output.substr(divider + 10);
    while (charset.ends_with('\n'))
        charset.pop_back();
    facts.set("charset", charset);
}

void add_attributes(Map& facts, const HostView& host, const std::string& path) {
    static const std::map<char, std::string_view> words{
        {'A', "noatime"},   {'a', "append"},    {'c', "compressed"},    {'C', "nocow"},
        {'d', "nodump"},    {'D', "dirsync"},   {'e', "extents"},       {'E', "encrypted"},
        {'h', "blocksize"}, {'i', "immutable"}, {'I', "indexed"},       {'j', "journalled"},
        {'N', "inline"},    {'s', "zero"},      {'S', "synchronous"},   {'t', "notail"},
        {'T', "blockroot"}, {'u', "undelete"},  {'X', "compressedraw"}, {'Z', "compresseddirty"}};
    facts.set("version", Value());
    facts.set("attributes", List{});
    facts.set("attr_flags", "");
    if (!host.find_program("lsattr")) return;
    const ProcessResult result = host.query({.program = "lsattr", .arguments = {"-d", "-v", path}});
    if (!result.ok()) return;
    const std::size_t start = result.output.find_first_not_of(' ');
    const std::size_t space = result.output.find(' ', start);
    if (start == std::string::npos || space == std::string::npos) return;
    const std::size_t flags_start = result.output.find_first_not_of(' ', space);
    std::string flags = result.output.substr(flags_start, result.output.find(' ', flags_start) - flags_start);
    std::erase(flags, '-');
    List named;
    for (const char flag : flags)
        if (const auto word = words.find(flag); word != words.end()) named.emplace_back(word->second);
    facts.set("version", result.output.substr(start, space - start));
    facts.set("attr_flags", flags);
    facts.set("attributes", named);
}

}  // namespace

ArgumentList<StatArguments> Stat::table() const {
    ArgumentList<StatArguments> table;
    table
        .add("path", &StatArguments::path, "the file",
             {.need = Need::required, .aliases = {"dest", "name"}, .path = true})
        .add("follow", &StatArguments::follow, "where it is a link, tell of its target")
        .add("get_checksum", &StatArguments::get_checksum, "give a digest of a regular file's content")
        .add("checksum_algorithm", &StatArguments::checksum_algorithm, "which digest",
             {.aliases = {"checksum", "checksum_algo"}})
        .add("get_mime", &StatArguments::get_mime, "give type and charset, as file(1) guesses them",
             {.aliases = {"mime", "mime_type", "mime-type"}})
        .add("get_attributes", &StatArguments::get_attributes, "give the flags that lsattr shows",
             {.aliases = {"attr", "attributes"}})
        .add("get_md5", &StatArguments::get_md5, "give the MD5 too");
    return table;
}

Plan Stat::check(const StatArguments& wanted, const HostView& host, const CallOptions&) const {
    Plan plan;
    const std::optional<FileStatus> status =
        host.status(wanted.path, wanted.follow ? Follow::links : Follow::nothing);
    if (!status) {
        plan.data.set("stat", Map{{"exists", false}});
        return plan;
    }
    Map facts{{"exists", true}, {"path", wanted.path}};
    for (const auto& [key, value] : status_facts(host, *status))
        facts.set(key, value);
    // access(2) looks at a link's target.
    const std::optional<FileStatus> target =
        status->type == FileType::link ? host.status(wanted.path, Follow::links) : status;
    facts.set("readable", target && may(host, *target, Access::read));
    facts.set("writeable", target && may(host, *target, Access::write));
    facts.set("executable", target && may(host, *target, Access::execute));
    if (status->type == FileType::link) {
        facts.set("lnk_source", host.real_path(wanted.path));
        facts.set("lnk_target", host.link_target(wanted.path));
    }
    if (status->type == FileType::regular && may(host, *status, Access::read) &&
        (wanted.get_checksum || wanted.get_md5)) {
        const std::string content = host.read(wanted.path);
        if (wanted.get_checksum) facts.set("checksum", digest_of(wanted.checksum_algorithm, content));
        if (wanted.get_md5) facts.set("md5", digest_of(DigestKind::md5, content));
    }
    if (wanted.get_mime) add_mime(facts, host, wanted.path);
    if (wanted.get_attributes) add_attributes(facts, host, wanted.path);
    plan.data.set("stat", facts);
    return plan;
}

}  // namespace modules
