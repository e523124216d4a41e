#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/truth_words.hpp"
#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace interpreter {

namespace {

bool is_numeric(const Value& value) {
    return value.is_integer() || value.is_real() || value.is_boolean();
}

double real_of(Call& call, const Value& value) {
    if (value.is_boolean()) return value.as_boolean() ? 1 : 0;
    if (!is_numeric(value))
        call.fail("needs a number, found " + described_kind(value),
                  value.is_text() ? "'| int' or '| float' makes a number of text" : "");
    return value.as_real();
}

/// Python's int(text, base): blanks around, a sign, prefixes and underscores.
std::optional<std::int64_t> read_integer(const std::string& written, int base) {
    std::string text = to_lower(stripped(written, std::nullopt, Sides::both));
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.erase(0, 1);
    const std::array<std::pair<std::string_view, int>, 3> prefixes{{{"0x", 16}, {"0o", 8}, {"0b", 2}}};
    for (const auto& [prefix, meaning] : prefixes) {
        if (!text.starts_with(prefix) || (base != 0 && base != meaning)) continue;
        text.erase(0, prefix.size());
        base = meaning;
    }
    if (base == 0) base = 10;
    if (text.starts_with('_') || text.ends_with('_') || text.find("__") != std::string::npos)
        return std::nullopt;
    std::erase(text, '_');
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() ||
        text.front() == '-')
        return std::nullopt;
    return negative ? -number : number;
}

std::optional<double> read_real(const std::string& written) {
    std::string text = to_lower(stripped(written, std::nullopt, Sides::both));
    std::erase(text, '_');
    if (text.starts_with('+')) text.erase(0, 1);
    double number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> whole_part(double number) {
    if (!std::isfinite(number) || std::fabs(number) >= 9.2e18) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

Value integer(Call& call) {
    const Value otherwise = call.has(0) ? call[0] : Value(0);
    const Value& input = call.input();
    if (input.is_boolean()) return input.as_boolean() ? 1 : 0;
    if (input.is_integer()) return input;
    std::optional<std::int64_t> number;
    if (input.is_real()) {
        number = whole_part(input.as_real());
    } else if (input.is_text()) {
        number = read_integer(input.as_text(), static_cast<int>(call.integer(1, 10)));
        if (!number)
            if (const std::optional<double> real = read_real(input.as_text())) number = whole_part(*real);
    }
    return number ? Value(*number) : otherwise;
}

Value real(Call& call) {
    const Value otherwise = call.has(0) ? call[0] : Value(0.0);
    if (is_numeric(call.input())) return real_of(call, call.input());
    const std::optional<double> number =
        call.input().is_text() ? read_real(call.input().as_text()) : std::nullopt;
    return number ? Value(*number) : otherwise;
}

Value boolean(Call& call) {
    const Value& input = call.input();
    if (input.is_null() || input.is_boolean()) return input;
    if (!input.is_text()) return input == Value(1);
    const std::string word = to_lower(input.as_text());
    return word == "yes" || word == "on" || word == "1" || word == "true";
}

Value absolute(Call& call) {
    if (call.input().is_real()) return std::fabs(call.input().as_real());
    const Value number = calculated(Operator::add, 0, call.input(), call.position());
    return number.as_integer() < 0 ? negated(number, call.position()) : number;
}

/// Python's round(): to the even neighbour where both are as near, judged by the exact binary value.
double rounded(double number, int digits) {
    const double factor = std::pow(10.0, std::abs(digits));
    if (digits < 0) return std::nearbyint(number / factor) * factor;
    if (digits == 0) return std::nearbyint(number);
    const std::string text = fmt::format("{:.{}f}", number, digits);
    double result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

Value round(Call& call) {
    const int digits = static_cast<int>(call.integer(0, 0));
    const std::string method = call.text(1, "common");
    const double number = real_of(call, call.input());
    if (method == "common") {
        if (!call.input().is_real()) return static_cast<std::int64_t>(rounded(number, digits));
        return rounded(number, digits);
    }
    if (method != "ceil" && method != "floor")
        call.fail("has no method '" + method + "'", "common, ceil and floor are");
    const double factor = std::pow(10.0, digits);
    return (method == "ceil" ? std::ceil(number * factor) : std::floor(number * factor)) / factor;
}

Value power(Call& call) {
    return std::pow(real_of(call, call.input()), real_of(call, call[0]));
}

Value logarithm(Call& call) {
    const double number = real_of(call, call.input());
    if (number <= 0) call.fail("needs a number above 0");
    if (!call.has(0)) return std::log(number);
    const double base = real_of(call, call[0]);
    return base == 10 ? std::log10(number) : std::log(number) / std::log(base);
}

Value root(Call& call) {
    const double number = real_of(call, call.input());
    const double base = call.has(0) ? real_of(call, call[0]) : 2;
    if (number < 0) call.fail("needs a number that is not negative");
    return base == 2 ? std::sqrt(number) : std::pow(number, 1.0 / base);
}

struct Unit {
    char letter;
    double size;
};
constexpr std::array<Unit, 9> units{{{'Y', 0x1p80},
                                     {'Z', 0x1p70},
                                     {'E', 0x1p60},
                                     {'P', 0x1p50},
                                     {'T', 0x1p40},
                                     {'G', 0x1p30},
                                     {'M', 0x1p20},
                                     {'K', 0x1p10},
                                     {'B', 1}}};

Value human_readable(Call& call) {
    const double size = real_of(call, call.input());
    const std::string base = call.flag(0) ? "bits" : "Bytes";
    const std::string wanted = call.has(1) && !call[1].is_null() ? to_upper(call.text(1)) : "";
    const Unit* chosen = &units.back();
    for (const Unit& unit : units) {
        const bool fits = wanted.empty() ? size >= unit.size : wanted.front() == unit.letter;
        if (!fits) continue;
        chosen = &unit;
        break;
    }
    const std::string suffix = chosen->size == 1 ? base : std::string(1, chosen->letter) + base.front();
    return fmt::format("{:.2f} {}", size / chosen->size, suffix);
}

Value human_to_bytes(Call& call) {
    const std::string text = stripped(call.input_text(), std::nullopt, Sides::both);
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::optional<double> number = read_real(text.substr(0, end));
    if (!number) call.fail("finds no number in '" + text + "'");
    std::string unit = stripped(text.substr(end), std::nullopt, Sides::both);
    unit.resize(std::min(unit.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
                         unit.size()));
    if (unit.empty()) unit = call.has(0) && !call[0].is_null() ? call.text(0) : "";
    if (unit.empty()) return static_cast<std::int64_t>(std::nearbyint(*number));
    const bool bits = call.flag(1);
    const std::string lowered = to_lower(unit);
    const bool named = lowered.find(bits ? "bit" : "byte") != std::string::npos;
    if (unit.size() > 1 && !named && unit[1] != (bits ? 'b' : 'B'))
        call.fail("does not know the unit '" + unit + "'",
                  bits ? "bits are written Kb, Mb, …" : "bytes are written KB, MB, …");
    const char letter = to_upper(unit).front();
    for (const Unit& known : units)
        if (known.letter == letter) return static_cast<std::int64_t>(std::nearbyint(*number * known.size));
    call.fail("does not know the unit '" + unit + "'", "B, K, M, G, T, P, E, Z and Y are");
}

Value filesizeformat(Call& call) {
    const bool binary = call.flag(0);
    const double base = binary ? 1024 : 1000;
    const double size =
        call.input().is_text() ? read_real(call.input().as_text()).value_or(0) : real_of(call, call.input());
    static constexpr std::array<std::string_view, 8> binary_names{"KiB", "MiB", "GiB", "TiB",
                                                                  "PiB", "EiB", "ZiB", "YiB"};
    static constexpr std::array<std::string_view, 8> decimal_names{"kB", "MB", "GB", "TB",
                                                                   "PB", "EB", "ZB", "YB"};
    if (size == 1) return "1 Byte";
    if (size < base) return fmt::format("{} Bytes", static_cast<std::int64_t>(size));
    double unit = base;
    for (std::size_t index = 0; index < binary_names.size(); ++index) {
        unit *= base;
        if (size < unit || index + 1 == binary_names.size())
            return fmt::format("{:.1f} {}", base * size / unit,
                               binary ? binary_names[index] : decimal_names[index]);
    }
    return {};
}

constexpr Builtin number_filters_table[] = {{"abs", absolute},
                                            {"bool", boolean},
                                            {"filesizeformat", filesizeformat, "binary?"},
                                            {"float", real, "default?"},
                                            {"human_readable", human_readable, "isbits? unit?"},
                                            {"human_to_bytes", human_to_bytes, "default_unit? isbits?"},
                                            {"int", integer, "default? base?"},
                                            {"log", logarithm, "base?"},
                                            {"pow", power, "y"},
                                            {"root", root, "base?"},
                                            {"round", round, "precision? method?"}};

}  // namespace

std::span<const Builtin> number_filters() {
    return number_filters_table;
}

}  // namespace interpreter
