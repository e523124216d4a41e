#include "interpreter/expression/text.hpp"

#include "interpreter/expression/unicode.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::u32string_view blanks = U" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029";
constexpr std::string_view ascii_blanks = " \t\n\r\v\f";

std::vector<std::string> split_at_blanks(std::string_view text, std::int64_t most) {
    std::vector<std::string> parts;
    std::size_t at = text.find_first_not_of(ascii_blanks);
    while (at != std::string_view::npos) {
        if (most >= 0 && static_cast<std::int64_t>(parts.size()) == most) {
            parts.push_back(stripped(text.substr(at), std::nullopt, Sides::right));
            break;
        }
        const std::size_t end = std::min(text.find_first_of(ascii_blanks, at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = text.find_first_not_of(ascii_blanks, end);
    }
    return parts;
}

}  // namespace

std::string stripped(std::string_view text, const std::optional<std::string>& characters, Sides sides) {
    const std::u32string points = to_code_points(text);
    const std::u32string removed = characters ? to_code_points(*characters) : std::u32string(blanks);
    std::size_t first = 0;
    std::size_t last = points.size();
    if (sides != Sides::right)
        while (first < last && removed.find(points[first]) != std::u32string::npos)
            ++first;
    if (sides != Sides::left)
        while (last > first && removed.find(points[last - 1]) != std::u32string::npos)
            --last;
    return to_utf8(std::u32string_view(points).substr(first, last - first));
}

std::vector<std::string> split_text(std::string_view text, const std::optional<std::string>& separator,
                                    std::int64_t most) {
    if (!separator) return split_at_blanks(text, most);
    std::vector<std::string> parts;
    while (most < 0 || static_cast<std::int64_t>(parts.size()) < most) {
        const std::size_t at = text.find(*separator);
        if (at == std::string_view::npos) break;
        parts.emplace_back(text.substr(0, at));
        text.remove_prefix(at + separator->size());
    }
    parts.emplace_back(text);
    return parts;
}

std::vector<std::string> split_text_from_end(std::string_view text,
                                             const std::optional<std::string>& separator, std::int64_t most) {
    if (most < 0) return split_text(text, separator, most);
    std::vector<std::string> parts;
    while (static_cast<std::int64_t>(parts.size()) < most) {
        std::size_t at = 0;
        std::size_t length = 0;
        if (separator) {
            at = text.rfind(*separator);
            length = separator->size();
        } else {
            text = text.substr(0, text.find_last_not_of(ascii_blanks) + 1);
            at = text.find_last_of(ascii_blanks);
            length = 1;
        }
        if (at == std::string_view::npos) break;
        parts.emplace_back(text.substr(at + length));
        text = text.substr(0, at);
    }
    const std::string rest = separator ? std::string(text) : stripped(text, std::nullopt, Sides::right);
    if (separator || !rest.empty()) parts.push_back(rest);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<std::string> lines_of(std::string_view text, LineEnds ends) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\r\v\f"), text.size());
        std::size_t next = std::min(end + 1, text.size());
        if (text.substr(end).starts_with("\r\n")) ++next;
        lines.emplace_back(text.substr(0, ends == LineEnds::kept ? next : end));
        text.remove_prefix(next);
    }
    return lines;
}

std::string replaced(std::string_view text, std::string_view old, std::string_view by, std::int64_t most) {
    std::string result;
    if (old.empty()) {
        // Python puts it between all characters and at both ends.
        const std::u32string characters = to_code_points(text);
        for (std::size_t index = 0; index <= characters.size(); ++index) {
            if (most < 0 || static_cast<std::int64_t>(index) < most) result += by;
            if (index < characters.size()) append_utf8(result, characters[index]);
        }
        return result;
    }
    for (std::int64_t times = 0; most < 0 || times < most; ++times) {
        const std::size_t at = text.find(old);
        if (at == std::string_view::npos) break;
        result += text.substr(0, at);
        result += by;
        text.remove_prefix(at + old.size());
    }
    return result.append(text);
}

std::string capitalized(std::string_view text) {
    const std::u32string characters = to_code_points(text);
    if (characters.empty()) return {};
    return to_upper(to_utf8({characters.data(), 1})) +
           to_lower(to_utf8(std::u32string_view(characters).substr(1)));
}

std::string titled(std::string_view text) {
    std::string result;
    bool inside = false;
    for (const char32_t character : to_code_points(text)) {
        const std::string one = to_utf8({&character, 1});
        result += inside ? to_lower(one) : to_upper(one);
        inside = is_letter(character);
    }
    return result;
}

bool is_lower_text(std::string_view text) {
    const std::u32string characters = to_code_points(text);
    return std::any_of(characters.begin(), characters.end(), is_lower) &&
           std::none_of(characters.begin(), characters.end(), is_upper);
}

bool is_upper_text(std::string_view text) {
    const std::u32string characters = to_code_points(text);
    return std::any_of(characters.begin(), characters.end(), is_upper) &&
           std::none_of(characters.begin(), characters.end(), is_lower);
}

}  // namespace interpreter
