#include "interpreter/source/QuotedLine.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace interpreter {

namespace {

constexpr std::size_t tab_stop = 8;
constexpr std::size_t widest_line = 160;
constexpr std::size_t kept_before_caret = 60;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

struct Character {
    std::string text;
    char32_t code = 0;
    std::size_t width = 1;
};

bool is_within(char32_t code, const auto& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto& range) { return code >= range.first && code <= range.second; });
}

/// Columns on a terminal: combining marks take none, East Asian wide characters and emoji two.
std::size_t width_of(char32_t code) {
    static constexpr std::array<std::pair<char32_t, char32_t>, 7> none{{{0x300, 0x36F},
                                                                        {0x483, 0x489},
                                                                        {0x591, 0x5BD},
                                                                        {0x200B, 0x200F},
                                                                        {0x20D0, 0x20FF},
                                                                        {0xFE00, 0xFE0F},
                                                                        {0xFE20, 0xFE2F}}};
    static constexpr std::array<std::pair<char32_t, char32_t>, 9> two{{{0x1100, 0x115F},
                                                                       {0x2E80, 0x303E},
                                                                       {0x3041, 0xA4CF},
                                                                       {0xAC00, 0xD7A3},
                                                                       {0xF900, 0xFAFF},
                                                                       {0xFE30, 0xFE6F},
                                                                       {0xFF00, 0xFF60},
                                                                       {0x1F300, 0x1FAFF},
                                                                       {0x20000, 0x3FFFD}}};
    if (is_within(code, none)) return 0;
    return is_within(code, two) ? 2 : 1;
}

std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// The character at the front, taken off `rest`.
Character take_character(std::string_view& rest) {
    const auto lead = static_cast<unsigned char>(rest.front());
    const std::size_t length = length_of(lead);
    char32_t code = length <= 1 ? lead : lead & (0xFFU >> (length + 1));
    bool whole = length != 0 && length <= rest.size();
    for (std::size_t index = 1; whole && index < length; ++index) {
        const auto byte = static_cast<unsigned char>(rest[index]);
        whole = (byte & 0xC0U) == 0x80U;
        code = (code << 6U) | (byte & 0x3FU);
    }
    const std::string_view bytes = rest.substr(0, whole ? length : 1);
    rest.remove_prefix(bytes.size());
    const bool printable = whole && code >= 0x20 && (code < 0x7F || code > 0x9F);
    if (!printable) return {std::string(replacement), whole ? code : 0xFFFD, 1};
    return {std::string(bytes), code, width_of(code)};
}

std::vector<Character> split(std::string_view line) {
    std::vector<Character> characters;
    std::size_t shown = 0;
    while (!line.empty()) {
        Character next = take_character(line);
        if (next.code == U'\t') {
            next.width = tab_stop - shown % tab_stop;
            next.text = std::string(next.width, ' ');
        }
        shown += next.width;
        characters.push_back(std::move(next));
    }
    return characters;
}

bool in_word(char32_t code) {
    if (code >= 0x80) return true;
    return std::isalnum(static_cast<int>(code)) != 0 || code == U'_' || code == U'-' || code == U'.' ||
           code == U'/';
}

/// One past the last character of what begins at `start`.
std::size_t end_of_word(const std::vector<Character>& line, std::size_t start) {
    const char32_t first = line[start].code;
    if (first == U'\'' || first == U'"') {
        for (std::size_t index = start + 1; index < line.size(); ++index) {
            if (line[index].code == first) return index + 1;
            if (first == U'"' && line[index].code == U'\\') ++index;
        }
        return start + 1;
    }
    const char32_t second = start + 1 < line.size() ? line[start + 1].code : 0;
    if (first == U'{' && (second == U'{' || second == U'%')) {
        const char32_t closing = second == U'{' ? U'}' : U'%';
        for (std::size_t index = start + 2; index + 1 < line.size(); ++index)
            if (line[index].code == closing && line[index + 1].code == U'}') return index + 2;
        return start + 2;
    }
    std::size_t end = start;
    while (end < line.size() && in_word(line[end].code))
        ++end;
    return std::max(end, start + 1);
}

std::size_t width_between(const std::vector<Character>& line, std::size_t from, std::size_t to) {
    std::size_t width = 0;
    for (std::size_t index = from; index < to; ++index)
        width += line[index].width;
    return width;
}

}  // namespace

QuotedLine quote_line(std::string_view line, std::uint32_t column) {
    const std::vector<Character> characters = split(line);
    const std::size_t caret = std::min<std::size_t>(column == 0 ? 0 : column - 1, characters.size());
    const std::size_t word_end = caret < characters.size() ? end_of_word(characters, caret) : caret;

    std::size_t first = 0;
    std::size_t last = characters.size();
    if (width_between(characters, 0, last) > widest_line) {
        first = caret > kept_before_caret ? caret - kept_before_caret : 0;
        last = std::min(last, first + widest_line);
    }
    QuotedLine quoted;
    if (first > 0) quoted.text += ellipsis;
    for (std::size_t index = first; index < last; ++index)
        quoted.text += characters[index].text;
    if (last < characters.size()) quoted.text += ellipsis;
    quoted.indent = width_between(characters, first, caret) + (first > 0 ? 1 : 0);
    quoted.width = std::max<std::size_t>(1, width_between(characters, caret, std::min(word_end, last)));
    return quoted;
}

}  // namespace interpreter
