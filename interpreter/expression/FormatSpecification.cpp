#include "interpreter/expression/FormatSpecification.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace interpreter {

namespace {

constexpr std::size_t widest = 1UL << 20;

bool is_whole(const Value& value) {
    return value.is_integer() || value.is_boolean();
}
std::int64_t whole(const Value& value) {
    return value.is_boolean() ? static_cast<std::int64_t>(value.as_boolean()) : value.as_integer();
}

std::size_t digits(std::u32string_view text, std::size_t& at) {
    std::size_t value = 0;
    while (at < text.size() && text[at] >= U'0' && text[at] <= U'9' && value <= widest)
        value = value * 10 + static_cast<std::size_t>(text[at++] - U'0');
    if (value > widest) throw std::invalid_argument("a width of more than a million");
    return value;
}

std::string grouped_digits(std::string digits) {
    const std::size_t point = std::min(digits.find_first_of(".e"), digits.size());
    for (std::size_t at = point; at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string integer_digits(std::uint64_t magnitude, char type) {
    if (type == 'x') return fmt::format("{:x}", magnitude);
    if (type == 'X') return fmt::format("{:X}", magnitude);
    if (type == 'o') return fmt::format("{:o}", magnitude);
    if (type == 'b') return fmt::format("{:b}", magnitude);
    return fmt::format("{}", magnitude);
}

std::string general_digits(double magnitude, int precision, bool alternate, char type) {
    std::string text = alternate ? fmt::format("{:#.{}g}", magnitude, precision)
                                 : fmt::format("{:.{}g}", magnitude, precision);
    return type == 'G' ? to_upper(text) : text;
}

std::string real_digits(double magnitude, const FormatSpecification& specification) {
    const int precision = specification.precision.value_or(6);
    if (!std::isfinite(magnitude)) return std::isnan(magnitude) ? "nan" : "inf";
    switch (specification.type) {
    case 'f':
    case 'F':
        return fmt::format("{:.{}f}", magnitude, precision);
    case 'e':
        return fmt::format("{:.{}e}", magnitude, precision);
    case 'E':
        return fmt::format("{:.{}E}", magnitude, precision);
    case '%':
        return fmt::format("{:.{}f}%", magnitude * 100, precision);
    case '\0':
        if (!specification.precision) return number_text(magnitude);
        [[fallthrough]];
    default:
        return general_digits(magnitude, std::max(1, precision), specification.alternate, specification.type);
    }
}

std::string prefix_of(const FormatSpecification& specification) {
    if (!specification.alternate) return {};
    const char type = specification.type;
    return type == 'x' || type == 'X' || type == 'o' || type == 'b' ? std::string("0") + type : std::string();
}

std::string sign_of(bool negative, char sign) {
    if (negative) return "-";
    return sign == '+' || sign == ' ' ? std::string(1, sign) : std::string();
}

std::string number(const Value& value, const FormatSpecification& specification) {
    static constexpr std::string_view whole_types = "dxXobn";
    const bool as_whole = is_whole(value) && (specification.type == '\0' ||
                                              whole_types.find(specification.type) != std::string_view::npos);
    bool negative = false;
    std::string body;
    std::string prefix;
    if (as_whole) {
        const std::int64_t integer = whole(value);
        negative = integer < 0;
        const auto magnitude =
            negative ? 0 - static_cast<std::uint64_t>(integer) : static_cast<std::uint64_t>(integer);
        body = integer_digits(magnitude, specification.type);
        prefix = prefix_of(specification);
    } else {
        if (whole_types.find(specification.type) != std::string_view::npos && specification.type != '\0')
            throw std::invalid_argument(std::string("'") + specification.type + "' needs an integer");
        const double real = is_whole(value) ? static_cast<double>(whole(value)) : value.as_real();
        negative = std::signbit(real);
        body = real_digits(std::fabs(real), specification);
    }
    if (specification.grouped) body = grouped_digits(std::move(body));
    const std::string sign = sign_of(negative, specification.sign) + prefix;
    const char alignment = specification.alignment == '\0' ? '>' : specification.alignment;
    if (alignment != '=') return padded(sign + body, alignment, specification.width, specification.fill);
    const std::size_t room = specification.width > sign.size() ? specification.width - sign.size() : 0;
    return sign + padded(body, '>', room, specification.fill);
}

}  // namespace

std::string padded(const std::string& text, char alignment, std::size_t width, char32_t fill) {
    const std::size_t length = length_of(text);
    if (length >= width) return text;
    const std::size_t missing = width - length;
    const std::size_t before = alignment == '<' ? 0 : alignment == '^' ? missing / 2 : missing;
    return to_utf8(std::u32string(before, fill)) + text + to_utf8(std::u32string(missing - before, fill));
}

FormatSpecification parse_format_specification(std::string_view text) {
    const std::u32string characters = to_code_points(text);
    FormatSpecification result;
    std::size_t at = 0;
    const auto is_alignment = [](char32_t character) {
        return std::u32string_view(U"<>^=").find(character) != std::u32string_view::npos;
    };
    if (characters.size() > 1 && is_alignment(characters[1])) {
        result.fill = characters[0];
        result.alignment = static_cast<char>(characters[1]);
        at = 2;
    } else if (!characters.empty() && is_alignment(characters[0])) {
        result.alignment = static_cast<char>(characters[0]);
        at = 1;
    }
    const auto take = [&](char32_t wanted) {
        if (at >= characters.size() || characters[at] != wanted) return false;
        ++at;
        return true;
    };
    if (take(U'+')) result.sign = '+';
    if (take(U'-')) result.sign = '-';
    if (take(U' ')) result.sign = ' ';
    result.alternate = take(U'#');
    if (take(U'0') && result.alignment == '\0') {
        result.fill = U'0';
        result.alignment = '=';
    }
    result.width = digits(characters, at);
    result.grouped = take(U',') || take(U'_');
    if (take(U'.')) result.precision = static_cast<int>(digits(characters, at));
    if (at < characters.size()) result.type = static_cast<char>(characters[at++]);
    if (at != characters.size()) throw std::invalid_argument("'" + std::string(text) + "' is no format");
    return result;
}

std::string formatted(const Value& value, const FormatSpecification& specification) {
    const bool is_number = is_whole(value) || value.is_real();
    const bool plain_boolean = value.is_boolean() && specification.type == '\0';
    if (is_number && specification.type != 's' && !plain_boolean) {
        if (specification.type == 'c') {
            const auto character = static_cast<char32_t>(whole(value));
            return padded(to_utf8({&character, 1}), '<', specification.width, specification.fill);
        }
        return number(value, specification);
    }
    if (specification.type != '\0' && specification.type != 's')
        throw std::invalid_argument(std::string("'") + specification.type + "' needs a number, found " +
                                    described_kind(value));
    std::string text = to_python_text(value);
    if (specification.precision && length_of(text) > static_cast<std::size_t>(*specification.precision))
        text = to_utf8(to_code_points(text).substr(0, static_cast<std::size_t>(*specification.precision)));
    const char alignment =
        specification.alignment == '\0' || specification.alignment == '=' ? '<' : specification.alignment;
    return padded(text, alignment, specification.width, specification.fill);
}

}  // namespace interpreter
