#include "modules/pcs/Duration.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

namespace modules::pcs {

namespace {

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}

std::optional<bool> boolean_of(std::string_view text) {
    const std::string lower = lowered(text);
    for (const char* yes : {"true", "on", "yes", "y", "1"})
        if (lower == yes) return true;
    for (const char* no : {"false", "off", "no", "n", "0"})
        if (lower == no) return false;
    return std::nullopt;
}

std::string score_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text == "1000000") return "INFINITY";
    if (text == "-1000000") return "-INFINITY";
    return std::string(text);
}

}  // namespace

std::optional<std::int64_t> milliseconds_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0) return std::nullopt;
    const std::string unit = lowered(text.substr(static_cast<std::size_t>(end - text.data())));
    static constexpr std::array<std::pair<std::string_view, std::int64_t>, 10> units{{{"", 1000},
                                                                                      {"s", 1000},
                                                                                      {"sec", 1000},
                                                                                      {"ms", 1},
                                                                                      {"msec", 1},
                                                                                      {"m", 60'000},
                                                                                      {"min", 60'000},
                                                                                      {"h", 3'600'000},
                                                                                      {"hr", 3'600'000},
                                                                                      {"d", 86'400'000}}};
    for (const auto& [name, factor] : units)
        if (unit == name) return number * factor;
    return std::nullopt;
}

bool mean_the_same(std::string_view left, std::string_view right) {
    if (left == right || score_of(left) == score_of(right)) return true;
    const std::optional<std::int64_t> left_time = milliseconds_of(left);
    if (left_time && left_time == milliseconds_of(right)) return true;
    const std::optional<bool> left_flag = boolean_of(left);
    return left_flag && left_flag == boolean_of(right);
}

}  // namespace modules::pcs
