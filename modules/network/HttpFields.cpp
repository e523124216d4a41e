#include "modules/module/ModuleResult.hpp"
#include "modules/module/PythonLiteral.hpp"
#include "modules/network/HttpExchange.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

bool same_name(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char left, char right) { return lower_letter(left) == lower_letter(right); });
}

}  // namespace

std::optional<std::string> HttpFields::value(std::string_view name) const {
    std::optional<std::string> joined;
    for (const auto& [present, text] : fields_)
        if (same_name(present, name)) joined = joined ? *joined + ", " + text : text;
    return joined;
}

void HttpFields::set(std::string_view name, std::string value) {
    remove(name);
    fields_.emplace_back(name, std::move(value));
}

void HttpFields::set_all(const Map& written) {
    for (const auto& [name, value] : written) {
        const std::string text = value.is_text() ? value.as_text() : to_python_text(value);
        if (name.empty() || name.find_first_of(": \t\r\n") != std::string::npos ||
            text.find_first_of("\r\n") != std::string::npos)
            throw Failure(
                fmt::format("headers: \"{}\" is no header field: a name holds no blank and no colon, and "
                            "neither it nor the value a line end",
                            name));
        set(name, text);
    }
}

void HttpFields::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return same_name(field.first, name); });
}

}  // namespace modules
