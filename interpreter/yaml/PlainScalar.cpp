#include "interpreter/yaml/PlainScalar.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace interpreter {

namespace {

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 9> trues{"yes",  "Yes", "YES", "true", "True",
                                                "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 9> falses{"no",    "No",  "NO",  "false", "False",
                                                 "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 3> infinities{".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> not_numbers{".nan", ".NaN", ".NAN"};

bool all_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view digits_and_underscore = "0123456789_";

std::string without_underscores(std::string_view text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result),
                 [](char letter) { return letter != '_'; });
    return result;
}

std::optional<std::int64_t> whole_number(std::string_view digits, bool negative, int base) {
    std::string text = without_underscores(digits);
    if (negative) text.insert(text.begin(), '-');
    std::int64_t number = 0;
    const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

/// `:[0-5]?[0-9]` once or more, to the end of the text.
bool is_sexagesimal_tail(std::string_view text) {
    if (text.empty()) return false;
    while (!text.empty()) {
        if (text.front() != ':') return false;
        text.remove_prefix(1);
        const std::size_t length = std::min(text.find(':'), text.size());
        const bool one = length == 1 && modules::is_digit(text[0]);
        const bool two = length == 2 && text[0] >= '0' && text[0] <= '5' && modules::is_digit(text[1]);
        if (!one && !two) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::optional<std::int64_t> sexagesimal(std::string_view text, bool negative) {
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 60 - 60;
    std::int64_t sum = 0;
    while (true) {
        const std::size_t colon = std::min(text.find(':'), text.size());
        const std::optional<std::int64_t> part = whole_number(text.substr(0, colon), false, 10);
        if (!part || sum > limit || *part > limit) return std::nullopt;
        sum = sum * 60 + *part;
        if (colon == text.size()) return negative ? -sum : sum;
        text.remove_prefix(colon + 1);
    }
}

std::optional<std::int64_t> integer(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !modules::is_digit(text.front())) return std::nullopt;
    if (text == "0") return 0;
    if (text.front() == '0') {
        if (text.size() > 2 && text[1] == 'b' && all_of(text.substr(2), "01_"))
            return whole_number(text.substr(2), negative, 2);
        if (text.size() > 2 && text[1] == 'x' && all_of(text.substr(2), "0123456789abcdefABCDEF_"))
            return whole_number(text.substr(2), negative, 16);
        if (all_of(text, "01234567_")) return whole_number(text, negative, 8);
        return std::nullopt;
    }
    const std::size_t colon = std::min(text.find(':'), text.size());
    if (!all_of(text.substr(0, colon), digits_and_underscore)) return std::nullopt;
    if (colon == text.size()) return whole_number(text, negative, 10);
    if (!is_sexagesimal_tail(text.substr(colon))) return std::nullopt;
    return sexagesimal(text, negative);
}

/// Empty, or `[eE][-+][0-9]+`.
bool is_exponent(std::string_view text) {
    if (text.empty()) return true;
    if (text.size() < 3 || (text[0] != 'e' && text[0] != 'E') || (text[1] != '-' && text[1] != '+'))
        return false;
    return all_of(text.substr(2), "0123456789");
}

std::optional<double> decimal(std::string_view text, bool negative) {
    std::string plain = without_underscores(text);
    if (plain.ends_with('.')) plain.pop_back();
    double number = 0;
    const std::from_chars_result read = std::from_chars(plain.data(), plain.data() + plain.size(), number);
    if (read.ec == std::errc::result_out_of_range)
        number = plain.find("e-") != std::string::npos || plain.find("E-") != std::string::npos
                     ? 0.0
                     : std::numeric_limits<double>::infinity();
    else if (read.ec != std::errc())
        return std::nullopt;
    return negative ? -number : number;
}

std::optional<double> sexagesimal_real(std::string_view text, bool negative) {
    double sum = 0;
    while (true) {
        const std::size_t colon = std::min(text.find(':'), text.size());
        const std::optional<double> part = decimal(text.substr(0, colon), false);
        if (!part) return std::nullopt;
        sum = sum * 60 + *part;
        if (colon == text.size()) return negative ? -sum : sum;
        text.remove_prefix(colon + 1);
    }
}

std::optional<double> real(std::string_view text) {
    if (is_one_of(text, not_numbers)) return std::numeric_limits<double>::quiet_NaN();
    const bool negative = text.starts_with('-');
    const bool has_sign = negative || text.starts_with('+');
    if (has_sign) text.remove_prefix(1);
    if (is_one_of(text, infinities))
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view before = text.substr(0, dot);
    const std::string_view after = text.substr(dot + 1);
    const std::size_t fraction = std::min(after.find_first_not_of(digits_and_underscore), after.size());
    if (before.empty()) {
        const bool begins_with_digit = !has_sign && !after.empty() && modules::is_digit(after.front());
        if (!begins_with_digit || !is_exponent(after.substr(fraction))) return std::nullopt;
        return decimal(text, negative);
    }
    if (!modules::is_digit(before.front())) return std::nullopt;
    const std::size_t colon = std::min(before.find(':'), before.size());
    if (!all_of(before.substr(0, colon), digits_and_underscore)) return std::nullopt;
    if (colon == before.size())
        return is_exponent(after.substr(fraction)) ? decimal(text, negative) : std::nullopt;
    const bool is_sexagesimal = is_sexagesimal_tail(before.substr(colon)) && fraction == after.size();
    return is_sexagesimal ? sexagesimal_real(text, negative) : std::nullopt;
}

}  // namespace

Value resolve_plain_scalar(std::string_view text, Position position) {
    if (is_one_of(text, nulls)) return {};
    if (is_one_of(text, trues)) return true;
    if (is_one_of(text, falses)) return false;
    const bool may_be_number =
        modules::is_digit(text.front()) || std::string_view("+-.").find(text.front()) != text.npos;
    if (may_be_number) {
        if (const std::optional<double> number = real(text)) return *number;
        if (const std::optional<std::int64_t> number = integer(text)) return *number;
    }
    return Value::written(std::string(text), position);
}

std::string key_text(const Value& scalar) {
    switch (scalar.kind()) {
    case Kind::null:
        return "None";
    case Kind::boolean:
        return scalar.as_boolean() ? "True" : "False";
    case Kind::integer:
        return std::to_string(scalar.as_integer());
    case Kind::real: {
        std::array<char, 32> buffer{};
        const std::to_chars_result end =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), scalar.as_real());
        std::string text(buffer.data(), end.ptr);
        return all_of(text, "-0123456789") ? text + ".0" : text;
    }
    default:
        return scalar.as_text();
    }
}

}  // namespace interpreter
