#include "modules/mysql/GaleraFiles.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <map>
#include <sstream>
#include <vector>

namespace modules::mysql {

namespace {

/// "name: value" lines in order; comments are left out.
std::vector<std::pair<std::string, std::string>> entries_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> entries;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string::npos) continue;
        entries.emplace_back(trimmed(std::string_view(line).substr(0, colon)),
                             trimmed(std::string_view(line).substr(colon + 1)));
    }
    return entries;
}

std::int64_t signed_number(std::string_view text) {
    if (!text.starts_with('-')) return whole_number(text).value_or(-1);
    return -whole_number(text.substr(1)).value_or(1);
}

}  // namespace

std::optional<GaleraSavedState> saved_state(std::string_view grastate) {
    std::map<std::string, std::string> values;
    for (auto& [name, value] : entries_of(grastate))
        values[name] = std::move(value);
    if (!values.contains("uuid") || !values.contains("seqno")) return std::nullopt;
    return GaleraSavedState{{values["uuid"], signed_number(values["seqno"])},
                            values["safe_to_bootstrap"] == "1"};
}

Map saved_view(std::string_view gvwstate) {
    Map view;
    List members;
    for (const auto& [name, value] : entries_of(gvwstate)) {
        if (name == "member") {
            members.emplace_back(value.substr(0, value.find(' ')));
        } else if (name == "bootstrap") {
            view.set(name, value == "1");
        } else {
            view.set(name, value);
        }
    }
    view.set("members", members);
    return view;
}

std::optional<GaleraPosition> recovered_position(std::string_view log) {
    static const Pattern form(R"(WSREP: Recovered position:\s*([0-9a-fA-F-]{36}):(-?\d+))");
    const std::optional<PatternMatch> match = form.search(log);
    if (!match) return std::nullopt;
    const auto part = [&](std::size_t group) {
        return log.substr(match->groups[group]->start,
                          match->groups[group]->end - match->groups[group]->start);
    };
    return GaleraPosition{std::string(part(1)), signed_number(part(2))};
}

}  // namespace modules::mysql
