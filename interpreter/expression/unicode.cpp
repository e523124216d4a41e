#include "interpreter/expression/unicode.hpp"

#include <locale.h>

#include <algorithm>
#include <cstdint>
#include <cwctype>

namespace interpreter {

namespace {

// Stray bytes are kept at code points that UTF-8 can never give, as Python's surrogateescape does.
constexpr char32_t stray_bytes = 0xDC00;

locale_t unicode_locale() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::string mapped(std::string_view text, wint_t (*change)(wint_t, locale_t)) {
    std::u32string characters = to_code_points(text);
    for (char32_t& character : characters)
        character = static_cast<char32_t>(change(static_cast<wint_t>(character), unicode_locale()));
    return to_utf8(characters);
}

/// Bytes of the well-formed sequence at the front; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length > text.size()) return 0;
    for (std::size_t index = 1; index < length; ++index)
        if ((static_cast<unsigned char>(text[index]) & 0xC0U) != 0x80U) return 0;
    return length;
}

}  // namespace

std::u32string to_code_points(std::string_view text) {
    std::u32string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const auto lead = static_cast<unsigned char>(text.front());
        if (length <= 1) {
            result += length == 1 ? static_cast<char32_t>(lead) : stray_bytes + lead;
            text.remove_prefix(1);
            continue;
        }
        char32_t code = lead & (0xFFU >> (length + 1));
        for (std::size_t index = 1; index < length; ++index)
            code = (code << 6U) | (static_cast<unsigned char>(text[index]) & 0x3FU);
        result += code;
        text.remove_prefix(length);
    }
    return result;
}

void append_utf8(std::string& text, char32_t code_point) {
    const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
    const auto code = static_cast<std::uint32_t>(code_point);
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | (code >> 6U));
        byte(0x80 | (code & 0x3FU));
    } else if (code >= stray_bytes + 0x80 && code <= stray_bytes + 0xFF) {
        byte(code - stray_bytes);
    } else if (code < 0x10000) {
        byte(0xE0 | (code >> 12U));
        byte(0x80 | ((code >> 6U) & 0x3FU));
        byte(0x80 | (code & 0x3FU));
    } else {
        byte(0xF0 | (code >> 18U));
        byte(0x80 | ((code >> 12U) & 0x3FU));
        byte(0x80 | ((code >> 6U) & 0x3FU));
        byte(0x80 | (code & 0x3FU));
    }
}

std::string to_utf8(std::u32string_view code_points) {
    std::string text;
    text.reserve(code_points.size());
    for (const char32_t code_point : code_points)
        append_utf8(text, code_point);
    return text;
}

std::size_t length_of(std::string_view text) {
    return is_ascii(text) ? text.size() : to_code_points(text).size();
}

std::string to_lower(std::string_view text) {
    if (!is_ascii(text)) return mapped(text, towlower_l);
    std::string result(text);
    for (char& character : result)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + ('a' - 'A'));
    return result;
}

std::string to_upper(std::string_view text) {
    if (!is_ascii(text)) return mapped(text, towupper_l);
    std::string result(text);
    for (char& character : result)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - ('a' - 'A'));
    return result;
}

bool is_printable(char32_t code_point) {
    if (code_point < 0x80) return code_point >= 0x20 && code_point < 0x7F;
    if (code_point == 0xA0 || code_point == 0xAD || (code_point >= 0x2028 && code_point <= 0x2029))
        return false;
    return iswprint_l(static_cast<wint_t>(code_point), unicode_locale()) != 0;
}

bool is_letter(char32_t code_point) {
    return iswalpha_l(static_cast<wint_t>(code_point), unicode_locale()) != 0;
}
bool is_upper(char32_t code_point) {
    return iswupper_l(static_cast<wint_t>(code_point), unicode_locale()) != 0;
}
bool is_lower(char32_t code_point) {
    return iswlower_l(static_cast<wint_t>(code_point), unicode_locale()) != 0;
}

}  // namespace interpreter
