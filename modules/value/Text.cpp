#include "modules/value/Text.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace modules {

namespace {

constexpr std::string_view blanks = " \t\r\n";

}  // namespace

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& character : result)
        character = lower_letter(character);
    return result;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

std::vector<std::string> parts_of(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(separator, start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + separator.size();
    }
    return parts;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, number);
    const bool whole = !text.empty() && read.ec == std::errc() && read.ptr == end;
    return whole ? std::optional<std::int64_t>(number) : std::nullopt;
}

}  // namespace modules
