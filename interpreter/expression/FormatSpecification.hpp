#pragma once

#include "interpreter/source/Position.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// How one value is written: Python's format specification mini-language ("0>8.2f"), or a printf conversion
/// ("%-5d").
struct FormatSpecification {
    char32_t fill = U' ';
    char alignment = '\0';
    char sign = '-';
    bool alternate = false;
    bool grouped = false;
    std::size_t width = 0;
    std::optional<int> precision;
    char type = '\0';
};

/// Throws std::invalid_argument where it is none.
FormatSpecification parse_format_specification(std::string_view text);

/// The value as the specification wants it. Throws std::invalid_argument where kind and type do not fit.
std::string formatted(const Value& value, const FormatSpecification& specification);

/// Text padded to a width; `alignment` is one of < > ^.
std::string padded(const std::string& text, char alignment, std::size_t width, char32_t fill);

}  // namespace interpreter
