#include "interpreter/yaml/LineShape.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::string_view blanks = " \t\r\n";

}  // namespace

std::string in_quotes(std::string_view text) {
    const bool plain = text.find('"') == std::string_view::npos && text.find('\\') == std::string_view::npos;
    if (plain) return '"' + std::string(text) + '"';
    std::string result = "'";
    for (const char letter : text) {
        result += letter;
        if (letter == '\'') result += letter;
    }
    return result + '\'';
}

std::size_t start_of_content(std::string_view line) {
    std::size_t start = std::min(line.find_first_not_of(blanks), line.size());
    while (line.substr(start).starts_with("- "))
        start = std::min(line.find_first_not_of(blanks, start + 1), line.size());
    return start;
}

std::optional<std::size_t> colon_of_key(std::string_view line) {
    std::size_t place = start_of_content(line);
    if (place == line.size()) return std::nullopt;
    if (const char quote = line[place]; quote == '\'' || quote == '"') {
        place = line.find(quote, place + 1);
        if (place == std::string_view::npos) return std::nullopt;
    }
    for (; place < line.size(); ++place) {
        if (line[place] == '#' && place > 0 && line[place - 1] == ' ') return std::nullopt;
        const bool ends_word =
            place + 1 == line.size() || blanks.find(line[place + 1]) != std::string_view::npos;
        if (line[place] == ':' && ends_word) return place;
    }
    return std::nullopt;
}

std::optional<std::size_t> start_of_value(std::string_view line) {
    const std::optional<std::size_t> colon = colon_of_key(line);
    const std::size_t content = start_of_content(line);
    if (!colon && !modules::trimmed(line).starts_with("- ")) return std::nullopt;
    const std::size_t start = colon ? line.find_first_not_of(blanks, *colon + 1) : content;
    return start < line.size() ? std::optional<std::size_t>(start) : std::nullopt;
}

bool is_blank(std::string_view line) {
    const std::string_view content = modules::trimmed(line);
    return content.empty() || content.starts_with('#');
}

}  // namespace interpreter
