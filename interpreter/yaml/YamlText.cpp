#include "interpreter/yaml/YamlText.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace interpreter {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view white_space = " \t\r\n";

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the character that begins at the front; 0 when it is no UTF-8.
std::size_t character_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t index = 1; index < length; ++index)
        if (!continues_character(text[index])) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

bool is_forbidden(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1)
        return (first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7F;
    const auto second = static_cast<unsigned char>(character[1]);
    return first == 0xC2 && second < 0xA0 && second != 0x85;
}

std::string hexadecimal(char byte) {
    std::array<char, 8> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "0x%02x",
                  static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return buffer.data();
}

}  // namespace

YamlText::YamlText(std::uint32_t file, std::string_view text) : file_(file), text_(text) {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    line_starts_.push_back(0);
    for (std::size_t offset = 0; offset < text_.size(); ++offset) {
        if (text_[offset] == '\n') line_starts_.push_back(offset + 1);
        if (static_cast<unsigned char>(text_[offset]) >= 0x80) only_ascii_ = false;
    }
}

std::size_t YamlText::line_number(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    return static_cast<std::size_t>(after - line_starts_.begin());
}

std::size_t YamlText::line_start(std::size_t number) const {
    return number == 0 ? 0 : line_starts_[std::min(number, line_starts_.size()) - 1];
}

Position YamlText::position(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const std::size_t line = line_number(offset);
    const std::size_t start = line_starts_[line - 1];
    Position place{file_, static_cast<std::uint32_t>(line), 1};
    if (only_ascii_) {
        place.column += static_cast<std::uint32_t>(offset - start);
        return place;
    }
    std::size_t from = start;
    if (last_position_.line == line && last_offset_ <= offset) {
        place = last_position_;
        from = last_offset_;
    }
    for (; from < offset; ++from)
        if (!continues_character(text_[from])) ++place.column;
    last_offset_ = offset;
    last_position_ = place;
    return place;
}

std::string_view YamlText::line(std::size_t number) const {
    if (number == 0 || number > line_starts_.size()) return {};
    const std::size_t start = line_starts_[number - 1];
    std::string_view found = text_.substr(start, text_.find('\n', start) - start);
    if (found.ends_with('\r')) found.remove_suffix(1);
    return found;
}

std::size_t YamlText::skip_properties(std::size_t offset) const {
    while (offset < text_.size()) {
        const char letter = text_[offset];
        if (white_space.find(letter) != std::string_view::npos)
            offset = text_.find_first_not_of(white_space, offset);
        else if (letter == '&' || letter == '!')
            offset = text_.find_first_of(" \t\r\n,]}", offset);
        else if (letter == '#')
            offset = text_.find('\n', offset);
        else
            return offset;
    }
    return text_.size();
}

YamlText::Style YamlText::style_at(std::size_t offset) const {
    if (offset >= text_.size()) return Style::plain;
    switch (text_[offset]) {
    case '\'':
        return Style::single_quoted;
    case '"':
        return Style::double_quoted;
    case '|':
        return Style::literal;
    case '>':
        return Style::folded;
    default:
        return Style::plain;
    }
}

std::optional<std::size_t> YamlText::end_of_quoted(std::size_t offset) const {
    const char quote = text_[offset];
    for (std::size_t index = offset + 1; index < text_.size(); ++index) {
        const bool escapes_next =
            quote == '"' ? text_[index] == '\\' : text_[index] == '\'' && text_.substr(index + 1, 1) == "'";
        if (escapes_next)
            ++index;
        else if (text_[index] == quote)
            return index + 1;
    }
    return std::nullopt;
}

Position YamlText::first_character(std::size_t offset) const {
    switch (style_at(offset)) {
    case Style::plain:
        return position(offset);
    case Style::single_quoted:
    case Style::double_quoted:
        return position(offset + 1);
    default:
        break;
    }
    const std::size_t first_line = line_number(offset) + 1;
    for (std::size_t number = first_line; number <= line_count(); ++number) {
        const std::size_t indentation = line(number).find_first_not_of(' ');
        if (indentation == std::string_view::npos) continue;
        return {file_, static_cast<std::uint32_t>(first_line), static_cast<std::uint32_t>(indentation + 1)};
    }
    return position(offset);
}

std::optional<Diagnostic> YamlText::forbidden_character() const {
    for (std::size_t offset = 0; offset < text_.size();) {
        const std::size_t length = character_length(text_.substr(offset));
        if (length == 0)
            return Diagnostic{Severity::error,
                              "byte " + hexadecimal(text_[offset]) + " is not UTF-8",
                              position(offset),
                              {},
                              "save the file in UTF-8"};
        if (is_forbidden(text_.substr(offset, length)))
            return Diagnostic{Severity::error,
                              "control character " + hexadecimal(text_[offset + length - 1]) +
                                  " cannot stand in YAML",
                              position(offset),
                              {},
                              "in double quotes it can be written as \"\\x" +
                                  hexadecimal(text_[offset + length - 1]).substr(2) + "\""};
        offset += length;
    }
    return std::nullopt;
}

}  // namespace interpreter
