#include "modules/packages/AptSources.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

constexpr const char* main_list = "/etc/apt/sources.list";
constexpr const char* list_directory = "/etc/apt/sources.list.d";

}  // namespace

std::optional<AptSource> apt_source_in(const std::string& line) {
    std::string_view rest = trimmed(line);
    AptSource source;
    if (rest.starts_with('#')) {
        source.is_enabled = false;
        rest.remove_prefix(1);
    }
    if (const std::size_t remark = rest.find('#'); remark != std::string_view::npos && remark > 0)
        rest = rest.substr(0, remark);
    const std::vector<std::string> words = words_of(rest);
    if (words.empty() || (words[0] != "deb" && words[0] != "deb-src")) return std::nullopt;
    source.text = fmt::format("{}", fmt::join(words, " "));
    return source;
}

std::string source_file_name(const std::string& source) {
    const std::string plain =
        Pattern(R"(\w+://)").replaced("", Pattern(R"(\[[^\]]+\])").replaced("", source));
    std::string address;
    for (const std::string& word : words_of(plain)) {
        if (word == "deb" || word == "deb-src") continue;
        address = word.substr(word.find('@') + 1);
        break;
    }
    for (char& character : address) {
        const char lower = lower_letter(character);
        if (!is_digit(lower) && (lower < 'a' || lower > 'z')) character = ' ';
    }
    return fmt::format("{}", fmt::join(words_of(address), "_"));
}

AptSources::AptSources(const HostView& host) {
    std::vector<std::string> paths{main_list};
    if (host.is_directory(list_directory))
        for (const std::string& name : host.list(list_directory))
            if (name.ends_with(".list")) paths.push_back(std::string(list_directory) + '/' + name);
    for (const std::string& path : paths) {
        const std::optional<std::string> text = host.read_if_there(path);
        if (!text) continue;
        before_[path] = *text;
        lines_[path] = lines_of(*text);
    }
}

void AptSources::add(const std::string& source, const std::string& file) {
    bool is_there = false;
    for (auto& [path, lines] : lines_)
        for (std::string& line : lines) {
            const std::optional<AptSource> present = apt_source_in(line);
            if (!present || present->text != source) continue;
            is_there = true;
            if (present->is_enabled) continue;
            line = std::string(trimmed(std::string_view(trimmed(line)).substr(1)));
            touched_.insert(path);
        }
    if (is_there) return;
    const std::string path =
        file.find('/') != std::string::npos ? file : std::string(list_directory) + '/' + file;
    lines_[path].push_back(source);
    touched_.insert(path);
    added_to_.insert(path);
}

void AptSources::remove(const std::string& source) {
    for (auto& [path, lines] : lines_) {
        const std::size_t removed = std::erase_if(lines, [&](const std::string& line) {
            const std::optional<AptSource> present = apt_source_in(line);
            return present && present->is_enabled && present->text == source;
        });
        if (removed > 0) touched_.insert(path);
    }
}

std::vector<AptSources::Edit> AptSources::edits() const {
    std::vector<Edit> edits;
    for (const std::string& path : touched_) {
        Edit edit{path, std::nullopt, std::nullopt, added_to_.contains(path)};
        if (before_.contains(path)) edit.before = before_.at(path);
        std::string text;
        for (const std::string& line : lines_.at(path))
            text += line + '\n';
        if (!text.empty()) edit.after = text;
        edits.push_back(std::move(edit));
    }
    return edits;
}

}  // namespace modules
