#include "modules/network/HttpExchange.hpp"
#include "modules/value/Text.hpp"

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

void HttpFields::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return same_name(field.first, name); });
}

}  // namespace modules
