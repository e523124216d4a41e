#include "interpreter/template/MustachePartials.hpp"

#include <filesystem>

namespace interpreter {

namespace {

MustachePartials::Part read_part(const std::string& path, SourceFiles& files, Position asked_at,
                                 Diagnostics& diagnostics) {
    const std::uint32_t file = files.read(path, asked_at);
    MustachePartials::Part part;
    part.text = files.text(file);
    part.tags = read_mustache_tags(part.text, {file, 1, 1}, diagnostics);
    return part;
}

}  // namespace

MustachePartials::MustachePartials(const std::string& path, SourceFiles& files, Diagnostics& diagnostics)
    : directory_(std::filesystem::path(path).parent_path().string()) {
    root_ = read_part(path, files, {}, diagnostics);
    collect(root_.tags, files, diagnostics);
}

const MustachePartials::Part* MustachePartials::find(const std::string& name) const {
    const auto found = parts_.find(name);
    return found != parts_.end() ? &found->second : nullptr;
}

void MustachePartials::collect(const MustacheTags& tags, SourceFiles& files, Diagnostics& diagnostics) {
    for (const MustacheTag& tag : tags) {
        if (tag.type == MustacheTag::Type::partial) {
            add(tag, files, diagnostics);
            continue;
        }
        for (std::string& word : name_parts(tag.name))
            words_.insert(std::move(word));
        collect(tag.inside, files, diagnostics);
    }
}

void MustachePartials::add(const MustacheTag& tag, SourceFiles& files, Diagnostics& diagnostics) {
    if (parts_.contains(tag.name)) return;
    const std::filesystem::path beside = std::filesystem::path(directory_) / tag.name;
    for (const std::filesystem::path& candidate :
         {std::filesystem::path(beside.string() + ".mustache"), beside}) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(candidate, ignored)) continue;
        // It is known before it is looked into: a partial may name itself.
        Part& part = parts_[tag.name];
        part = read_part(candidate.string(), files, tag.position, diagnostics);
        const MustacheTags tags = part.tags;
        collect(tags, files, diagnostics);
        return;
    }
    diagnostics.error("there is no partial '" + tag.name + "'", tag.position,
                      "it would be " + beside.string() + ".mustache");
}

}  // namespace interpreter
