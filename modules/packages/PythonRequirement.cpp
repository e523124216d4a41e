#include "modules/packages/PythonRequirement.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

bool begins_with_comparison(std::string_view text) {
    const std::string_view start = trimmed(text);
    return !start.empty() && std::string_view("<>=!~").find(start.front()) != std::string_view::npos;
}

}  // namespace

std::string python_name(std::string_view name) {
    std::string plain;
    for (const char character : name) {
        const bool separates = character == '-' || character == '_' || character == '.';
        if (!separates) {
            plain += lower_letter(character);
        } else if (!plain.ends_with('-')) {
            plain += '-';
        }
    }
    return plain;
}

PythonRequirement python_requirement(std::string_view written) {
    static const Pattern pattern(
        R"(([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*\(?([<>=!~][^;)]*)?\)?\s*(?:;.*)?)");
    PythonRequirement requirement{std::string(trimmed(written)), {}, {}};
    const std::optional<PatternMatch> match = pattern.match_whole(requirement.written);
    if (!match) return requirement;
    const auto group = [&](std::size_t number) {
        const auto& range = match->groups[number];
        return range ? requirement.written.substr(range->start, range->end - range->start) : std::string();
    };
    requirement.comparisons = trimmed(group(2));
    requirement.name = python_name(group(1));
    return requirement;
}

std::vector<PythonRequirement> python_requirements(const std::vector<std::string>& written) {
    std::vector<std::string> whole;
    bool in_brackets = false;
    for (const std::string& item : written)
        for (const std::string& part : parts_of(item, ",")) {
            const bool goes_on = in_brackets || begins_with_comparison(part);
            if (goes_on && !whole.empty()) {
                whole.back() += ',' + part;
            } else {
                whole.push_back(part);
            }
            if (part.find('[') != std::string::npos) in_brackets = true;
            if (part.find(']') != std::string::npos) in_brackets = false;
        }
    std::vector<PythonRequirement> requirements;
    for (const std::string& text : whole)
        if (!trimmed(text).empty()) requirements.push_back(python_requirement(text));
    return requirements;
}

}  // namespace modules
