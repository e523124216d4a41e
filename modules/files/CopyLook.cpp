#include "modules/files/CopyLook.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/Rewrite.hpp"
#include "modules/system/Digest.hpp"

#include <fmt/format.h>

namespace modules {

namespace {}  // namespace

CopyLook::CopyLook(const CopyArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), host_(host), options_(options),
      showing_(wanted.content_secret || (wanted.content && wanted.content->secret) ? Showing::secret
                                                                                   : Showing::plain) {}

Plan CopyLook::missing(const std::string& message) const {
    if (!options_.check_mode) throw Failure(message);
    Plan plan;
    plan.unknown = message;
    return plan;
}

Plan CopyLook::plan() {
    const int sources = (wanted_.content ? 1 : 0) + (wanted_.content_hash ? 1 : 0) +
                        (wanted_.src && !wanted_.content_hash ? 1 : 0);
    if (sources != 1)
        throw Failure(sources == 0 ? "src (or content) is required"
                                   : "src and content are mutually exclusive");
    if (wanted_.src && !wanted_.content_hash) {
        const std::optional<FileStatus> source = host_.status(*wanted_.src, Follow::links);
        if (!source) return missing(fmt::format("Source {} not found", *wanted_.src));
        if (source->type == FileType::directory) return tree();
        if (source->type != FileType::regular)
            throw Failure(fmt::format("Cannot copy invalid source '{}': not a file", *wanted_.src));
    }
    return one_file(destination());
}

std::string CopyLook::destination() const {
    const bool below = wanted_.dest.ends_with('/') || host_.is_directory(wanted_.dest);
    if (!below) return wanted_.dest;
    if (wanted_.original_basename) return joined(wanted_.dest, *wanted_.original_basename);
    if (wanted_.src) return joined(wanted_.dest, last_part_of(*wanted_.src));
    throw Failure(fmt::format("can not use content with a dir as dest: {}", wanted_.dest));
}

CopyLook::Source CopyLook::source(const std::optional<std::string>& present) const {
    if (wanted_.content) return {wanted_.content->characters, {}, {}};
    if (wanted_.content_hash) {
        if (present && digest_of(DigestKind::sha256, *present) == *wanted_.content_hash)
            return {*present, {}, {}};
        const std::string staged = host_.staged(*wanted_.content_hash);
        return {host_.read(staged), staged, {}};
    }
    const std::optional<FileStatus> status = host_.status(*wanted_.src, Follow::links);
    return {host_.read(*wanted_.src), *wanted_.src,
            status ? std::optional(status->mode) : std::optional<unsigned>()};
}

void CopyLook::make_directories(Plan& plan, const std::string& directory) {
    if (host_.exists(directory) || !planned_.insert(directory).second) return;
    make_directories(plan, parent_of(directory));
    AttributeArguments as_asked = wanted_;
    as_asked.mode = wanted_.directory_mode;
    const Ownership ownership = Attributes(as_asked, host_, options_).for_new(usual_directory_mode, true);
    plan.change({directory, Map{{"state", "absent"}}, Map{{"state", "directory"}}},
                [directory, ownership](HostControl& host) {
                    host.make_directory(directory, ownership.mode.value_or(usual_directory_mode));
                    host.set_ownership(directory, ownership, Follow::nothing);
                    return Outcome{};
                });
}

std::optional<Plan> CopyLook::missing_directory(Plan& plan, const std::string& directory) {
    if (host_.is_directory(directory)) return std::nullopt;
    if (wanted_.dest.ends_with('/')) {
        make_directories(plan, directory);
        return std::nullopt;
    }
    Plan without = missing(fmt::format("Destination directory {} does not exist", directory));
    // Whether or not the directory comes to be, the file is not there: the answer is a change, as Ansible's.
    if (!wanted_.content && !wanted_.content_hash) return without;
    plan.unknown = without.unknown;
    return std::nullopt;
}

Plan CopyLook::one_file(const std::string& path) {
    Plan plan;
    std::optional<FileStatus> there = host_.status(path, Follow::nothing);
    const bool is_link = there && there->type == FileType::link;
    const std::string place = is_link && wanted_.follow ? host_.real_path(path) : path;
    if (is_link && wanted_.follow) there = host_.status(place, Follow::nothing);
    const bool replaces_link = there && there->type == FileType::link;

    plan.data.set("dest", place);
    if (wanted_.src) plan.data.set("src", *wanted_.src);
    if (there && !wanted_.force) {
        plan.data.set("msg", "file already exists");
        return plan;
    }
    if (there && there->type == FileType::directory)
        throw Failure(fmt::format("{} is a directory, not a file", place));
    if (std::optional<Plan> without = missing_directory(plan, parent_of(place))) return *std::move(without);

    std::optional<std::string> present;
    if (there && there->type == FileType::regular) present = host_.read(place);
    Source source = this->source(present);
    const std::string checksum = digest_of(DigestKind::sha1, source.content);
    if (wanted_.checksum && *wanted_.checksum != checksum)
        throw Failure("Copied file does not match the expected checksum. Transfer failed.",
                      Map{{"checksum", checksum}, {"expected_checksum", *wanted_.checksum}});
    plan.data.set("checksum", checksum);

    AttributeArguments as_asked = wanted_;
    if (as_asked.mode && as_asked.mode->written == "preserve") {
        as_asked.mode.reset();
        if (source.mode) as_asked.mode = Mode{mode_text(*source.mode)};
    }
    const Attributes attributes(as_asked, host_, options_);
    Rewrite rewrite{.path = place, .before = present.value_or(""), .after = std::move(source.content)};
    if (!replaces_link) rewrite.present = there;
    rewrite.showing = showing_;
    rewrite.shown = wanted_.content_shown;
    rewrite.backup = wanted_.backup;
    rewrite.backup_key = "backup_file";
    rewrite.validate = wanted_.validate;
    rewrite.staged = source.on_host;
    rewrite.unsafe_writes = wanted_.unsafe_writes;
    if (!present || *present != rewrite.after)
        plan.data.set("md5sum", digest_of(DigestKind::md5, rewrite.after));
    add_content_change(plan, std::move(rewrite), attributes, options_);
    if (replaces_link) {
        plan.changes.push_back({{place, Map{{"state", "link"}}, Map{{"state", "file"}}}, {}});
    } else if (there) {
        attributes.add_changes(plan, place, *there, Follow::nothing);
    }
    if (options_.check_mode && !plan.changes.empty())
        for (const auto& [key, value] : path_facts(host_, place))
            plan.data.set(key, value);
    plan.afterwards = [place](const HostView& host) { return path_facts(host, place); };
    return plan;
}

}  // namespace modules
