#include "modules/files/TextFile.hpp"

#include "modules/files/Paths.hpp"
#include "modules/files/Rewrite.hpp"

#include <fmt/format.h>

namespace modules {

TextFile::TextFile(const std::string& path, const HostView& host)
    : host_(host), path_(host.real_path(path)), status_(host.status(path_, Follow::links)) {
    if (status_ && status_->type == FileType::directory)
        throw Failure(fmt::format("Path {} is a directory !", path), Map{{"rc", 256}});
    if (status_) before_ = host.read(path_);
    after_ = before_;
}

void TextFile::save(Plan& plan, const AttributeArguments& attributes, const Saving& saving,
                    const CallOptions& options) const {
    const Attributes wanted(attributes, host_, options);
    std::vector<std::string> missing;
    for (std::string directory = parent_of(path_); !host_.exists(directory); directory = parent_of(directory))
        missing.insert(missing.begin(), directory);
    for (const std::string& directory : missing)
        plan.change({directory, Map{{"state", "absent"}}, Map{{"state", "directory"}}},
                    [directory](HostControl& host) {
                        host.make_directory(directory, 0755);
                        return Outcome{};
                    });
    Rewrite rewrite{.path = path_, .present = status_, .before = before_, .after = after_};
    rewrite.showing = saving.showing;
    rewrite.backup = saving.backup;
    rewrite.backup_key = saving.backup_key;
    rewrite.validate = saving.validate;
    rewrite.unsafe_writes = attributes.unsafe_writes;
    add_content_change(plan, std::move(rewrite), wanted, options);
    if (status_) wanted.add_changes(plan, path_, *status_, Follow::links);
}

std::string TextFile::message(const Plan& plan, std::string about_text) const {
    if (!exists() || plan.changes.size() <= (about_text.empty() ? 0U : 1U)) return about_text;
    return about_text + (about_text.empty() ? "" : " and ") + "ownership, perms or SE linux context changed";
}

}  // namespace modules
