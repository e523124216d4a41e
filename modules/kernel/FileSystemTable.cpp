#include "modules/kernel/FileSystemTable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

/// Nothing for comments, empty lines and what is no entry.
std::optional<FileSystemEntry> entry_on(const std::string& line) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::vector<std::string> fields;
    for (std::string word; words >> word;)
        fields.push_back(unescaped_field(word));
    if (fields.size() < 4 || fields.size() > 6) return std::nullopt;
    FileSystemEntry entry{fields[0], fields[1], fields[2], fields[3]};
    if (fields.size() > 4) entry.dump = fields[4];
    if (fields.size() > 5) entry.pass = fields[5];
    return entry;
}

bool is_nowhere(const std::string& place) {
    return place == "none" || place == "swap";
}

bool is_meant(const std::string& line, const FileSystemEntry& wanted) {
    const std::optional<FileSystemEntry> entry = entry_on(line);
    if (!entry) return false;
    if (is_nowhere(wanted.place) && is_nowhere(entry->place))
        return wanted.source.empty() || entry->source == wanted.source;
    return entry->place == wanted.place;
}

bool same_entry(const std::string& line, const FileSystemEntry& wanted) {
    const std::optional<FileSystemEntry> entry = entry_on(line);
    return entry && entry->source == wanted.source && entry->type == wanted.type &&
           entry->options == wanted.options && entry->dump == wanted.dump && entry->pass == wanted.pass;
}

std::string written_entry(const FileSystemEntry& entry) {
    return fmt::format("{} {} {} {} {} {}", escaped_field(entry.source), escaped_field(entry.place),
                       escaped_field(entry.type), escaped_field(entry.options), entry.dump, entry.pass);
}

}  // namespace

FileSystemTable::FileSystemTable(std::string_view text) {
    std::istringstream input{std::string(text)};
    for (std::string line; std::getline(input, line);)
        lines_.push_back(line);
}

bool FileSystemTable::holds(const FileSystemEntry& wanted) const {
    return std::any_of(lines_.begin(), lines_.end(),
                       [&](const std::string& line) { return is_meant(line, wanted); });
}

void FileSystemTable::set(const FileSystemEntry& wanted) {
    bool found = false;
    for (std::string& line : lines_) {
        if (!is_meant(line, wanted)) continue;
        found = true;
        if (!same_entry(line, wanted)) line = written_entry(wanted);
    }
    if (!found) lines_.push_back(written_entry(wanted));
}

void FileSystemTable::remove(const FileSystemEntry& wanted) {
    std::erase_if(lines_, [&](const std::string& line) { return is_meant(line, wanted); });
}

std::string FileSystemTable::text() const {
    std::string text;
    for (const std::string& line : lines_)
        text += line + '\n';
    return text;
}

std::string escaped_field(std::string_view field) {
    std::string escaped;
    for (const char character : field) {
        const bool special = character == ' ' || character == '\t' || character == '\n' ||
                             character == '\\' || character == '#';
        escaped +=
            special ? fmt::format("\\{:03o}", static_cast<unsigned>(character)) : std::string(1, character);
    }
    return escaped;
}

std::string unescaped_field(std::string_view field) {
    std::string plain;
    for (std::size_t at = 0; at < field.size(); ++at) {
        const bool octal = field[at] == '\\' && at + 3 < field.size() &&
                           field.substr(at + 1, 3).find_first_not_of("01234567") == std::string_view::npos;
        if (!octal) {
            plain += field[at];
            continue;
        }
        plain +=
            static_cast<char>((field[at + 1] - '0') * 64 + (field[at + 2] - '0') * 8 + (field[at + 3] - '0'));
        at += 3;
    }
    return plain;
}

}  // namespace modules
