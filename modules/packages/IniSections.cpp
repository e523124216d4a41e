#include "modules/packages/IniSections.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

bool is_blank_or_remark(std::string_view line) {
    const std::string_view words = trimmed(line);
    return words.empty() || words.front() == '#' || words.front() == ';';
}

std::string indented(const std::string& value) {
    std::string text;
    for (const char character : value)
        text += character == '\n' ? std::string("\n\t") : std::string(1, character);
    return text;
}

}  // namespace

IniSections::IniSections(std::string_view text) {
    for (const std::string& line : lines_of(text)) {
        if (is_blank_or_remark(line)) continue;
        const std::string words(trimmed(line));
        const bool goes_on = line.front() == ' ' || line.front() == '\t';
        if (goes_on && !sections_.empty() && !sections_.back().second.empty()) {
            sections_.back().second.back().second += '\n' + words;
        } else if (words.starts_with('[') && words.find(']') != std::string::npos) {
            sections_.emplace_back(words.substr(1, words.find(']') - 1), Entries{});
        } else if (!sections_.empty()) {
            const std::size_t separator = words.find_first_of("=:");
            const std::string_view all(words);
            const bool has_value = separator != std::string::npos;
            sections_.back().second.emplace_back(lower_case(trimmed(all.substr(0, separator))),
                                                 has_value ? trimmed(all.substr(separator + 1)) : "");
        }
    }
}

void IniSections::put(const std::string& name, Entries entries) {
    remove(name);
    sections_.emplace_back(name, std::move(entries));
}

void IniSections::remove(const std::string& name) {
    std::erase_if(sections_, [&](const auto& section) { return section.first == name; });
}

std::string IniSections::text() const {
    std::string text;
    for (const auto& [name, entries] : sections_) {
        text += '[' + name + "]\n";
        for (const auto& [key, value] : entries)
            text += key + " = " + indented(value) + '\n';
        text += '\n';
    }
    return text;
}

bool IniSections::same_as(const IniSections& other) const {
    const auto sorted = [](std::vector<std::pair<std::string, Entries>> sections) {
        for (auto& [name, entries] : sections)
            std::sort(entries.begin(), entries.end());
        std::sort(sections.begin(), sections.end());
        return sections;
    };
    return sorted(sections_) == sorted(other.sections_);
}

}  // namespace modules
