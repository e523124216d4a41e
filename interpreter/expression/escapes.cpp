#include "interpreter/expression/escapes.hpp"

#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <charconv>

namespace interpreter {

namespace {

/// The number of up to `most` digits at `at`, moved past; -1 when there are fewer than `least`.
std::int32_t digits(std::string_view text, std::size_t& at, std::size_t least, std::size_t most, int base) {
    std::uint32_t value = 0;
    const std::string_view part = text.substr(at, most);
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), value, base);
    const auto length = static_cast<std::size_t>(parsed.ptr - part.data());
    if (parsed.ec != std::errc() || length < least || value > 0x10FFFF) return -1;
    at += length;
    return static_cast<std::int32_t>(value);
}

bool append_number(std::string& result, std::string_view text, std::size_t& at, char kind) {
    std::size_t from = at + 1;
    std::int32_t code = -1;
    if (kind == 'x') code = digits(text, from, 2, 2, 16);
    if (kind == 'u') code = digits(text, from, 4, 4, 16);
    if (kind == 'U') code = digits(text, from, 8, 8, 16);
    if (kind >= '0' && kind <= '7') code = digits(text, from = at, 1, 3, 8);
    if (code < 0) return false;
    append_utf8(result, static_cast<char32_t>(code));
    at = from;
    return true;
}

}  // namespace

std::string resolve_escapes(std::string_view quoted) {
    if (quoted.find('\\') == std::string_view::npos) return std::string(quoted);
    static constexpr std::string_view letters = "abfnrtv\\'\"";
    static constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
    std::string result;
    for (std::size_t at = 0; at < quoted.size();) {
        if (quoted[at] != '\\' || at + 1 == quoted.size()) {
            result += quoted[at++];
            continue;
        }
        const char kind = quoted[++at];
        if (const std::size_t found = letters.find(kind); found != std::string_view::npos) {
            result += meanings[found];
            ++at;
        } else if (kind == '\n') {
            ++at;
        } else if (!append_number(result, quoted, at, kind)) {
            result += '\\';
        }
    }
    return result;
}

std::string python_quoted(std::string_view text) {
    const bool has_single = text.find('\'') != std::string_view::npos;
    const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string written(1, quote);
    for (const char32_t character : to_code_points(text)) {
        if (character == U'\\' || character == static_cast<char32_t>(quote)) {
            written += '\\';
            written += static_cast<char>(character);
        } else if (character == U'\n') {
            written += "\\n";
        } else if (character == U'\r') {
            written += "\\r";
        } else if (character == U'\t') {
            written += "\\t";
        } else if (is_printable(character)) {
            append_utf8(written, character);
        } else {
            const auto code = static_cast<std::uint32_t>(character);
            written += code < 0x100     ? fmt::format("\\x{:02x}", code)
                       : code < 0x10000 ? fmt::format("\\u{:04x}", code)
                                        : fmt::format("\\U{:08x}", code);
        }
    }
    return written + quote;
}

}  // namespace interpreter
