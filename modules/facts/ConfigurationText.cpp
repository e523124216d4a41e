#include "modules/facts/ConfigurationText.hpp"

#include "modules/value/Text.hpp"

#include <charconv>

namespace modules {

std::int64_t leading_number(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::map<std::string, std::string> assignments_in(std::string_view text) {
    std::map<std::string, std::string> found;
    for (const std::string& line : lines_of(text)) {
        const std::size_t equals = line.find('=');
        const std::string name(trimmed(line.substr(0, equals)));
        if (equals == std::string::npos || name.empty() || name.front() == '#') continue;
        std::string value(trimmed(line.substr(equals + 1)));
        const bool quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
                            value.back() == value.front();
        if (quoted) value = value.substr(1, value.size() - 2);
        found[name] = value;
    }
    return found;
}

std::map<std::string, std::string> colon_pairs_in(std::string_view text) {
    std::map<std::string, std::string> found;
    for (const std::string& line : lines_of(text))
        if (const std::size_t colon = line.find(':'); colon != std::string::npos)
            found.emplace(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    return found;
}

}  // namespace modules
