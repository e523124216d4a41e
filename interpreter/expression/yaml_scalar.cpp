#include "interpreter/expression/yaml_scalar.hpp"

#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/yaml/PlainScalar.hpp"

#include <cmath>

namespace interpreter {

namespace {

bool is_in(char32_t character, std::u32string_view set) {
    return set.find(character) != std::u32string_view::npos;
}
bool is_break(char32_t character) {
    return is_in(character, U"\n\x85\u2028\u2029");
}

bool is_special(char32_t character) {
    if (character == U'\n' || (character >= 0x20 && character <= 0x7E)) return false;
    const bool unicode = character == 0x85 || (character >= 0xA0 && character <= 0xD7FF) ||
                         (character >= 0xE000 && character <= 0xFFFD) ||
                         (character >= 0x10000 && character < 0x10FFFF);
    return !unicode || character == 0xFEFF;
}

struct Blanks {
    bool at_start = false;
    bool at_end = false;
    bool break_then_space = false;
    bool space_then_break = false;
};

Blanks blanks_of(std::u32string_view text) {
    Blanks blanks;
    bool after_space = false;
    bool after_break = false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool space = text[index] == U' ';
        const bool line_end = is_break(text[index]);
        if (space || line_end) {
            blanks.at_start = blanks.at_start || index == 0;
            blanks.at_end = blanks.at_end || index + 1 == text.size();
        }
        blanks.break_then_space = blanks.break_then_space || (space && after_break);
        blanks.space_then_break = blanks.space_then_break || (line_end && after_space);
        after_space = space;
        after_break = line_end;
    }
    return blanks;
}

struct Indicators {
    bool in_flow = false;
    bool in_block = false;
};

Indicators indicators_of(std::u32string_view text) {
    static constexpr std::u32string_view ends = U"\0 \t\r\n\x85\u2028\u2029";
    Indicators found;
    if (text.starts_with(U"---") || text.starts_with(U"...")) found = {true, true};
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char32_t character = text[index];
        const bool before_blank =
            index + 1 >= text.size() || is_in(text[index + 1], std::u32string_view(ends.data(), 8));
        const bool after_blank = index == 0 || is_in(text[index - 1], std::u32string_view(ends.data(), 8));
        if (index == 0) {
            const bool leading = is_in(character, U"#,[]{}&*!|>'\"%@`");
            const bool dash = character == U'-' && before_blank;
            if (leading || dash) found = {true, true};
            if (character == U'?' || character == U':') found = {true, found.in_block || before_blank};
            continue;
        }
        if (is_in(character, U",?[]{}")) found.in_flow = true;
        if (character == U':') found = {true, found.in_block || before_blank};
        if (character == U'#' && after_blank) found = {true, true};
    }
    return found;
}

}  // namespace

YamlScalar analysed_scalar(std::u32string_view text) {
    YamlScalar scalar;
    if (text.empty()) {
        scalar.empty = true;
        scalar.plain_in_flow = false;
        return scalar;
    }
    const Indicators indicators = indicators_of(text);
    const Blanks blanks = blanks_of(text);
    bool special = false;
    for (const char32_t character : text) {
        scalar.multiline = scalar.multiline || is_break(character);
        special = special || is_special(character);
    }
    const bool never_plain = blanks.at_start || blanks.at_end || blanks.break_then_space ||
                             blanks.space_then_break || special || scalar.multiline;
    scalar.plain_in_flow = !never_plain && !indicators.in_flow;
    scalar.plain_in_block = !never_plain && !indicators.in_block;
    scalar.single_quoted = !(blanks.break_then_space || blanks.space_then_break || special);
    return scalar;
}

bool reads_as_other_kind(const std::string& text) {
    static const Regex date(
        R"(^(\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)$)",
        {}, {});
    if (text == "=" || text == "<<") return true;
    return !resolve_plain_scalar(text, {}).is_text() || date.match(text).has_value();
}

std::string plain_yaml(const Value& value) {
    if (value.is_null()) return "null";
    if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
    if (value.is_integer()) return std::to_string(value.as_integer());
    const double number = value.as_real();
    if (std::isnan(number)) return ".nan";
    if (std::isinf(number)) return number > 0 ? ".inf" : "-.inf";
    std::string text = number_text(number);
    const std::size_t exponent = text.find('e');
    if (text.find('.') == std::string::npos && exponent != std::string::npos) text.insert(exponent, ".0");
    return text;
}

}  // namespace interpreter
