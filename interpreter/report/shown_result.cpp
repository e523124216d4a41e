#include "interpreter/report/shown_result.hpp"

#include <algorithm>

namespace interpreter {

namespace {

std::vector<Map::Entry> sorted_entries(const Map& map) {
    std::vector<Map::Entry> entries(map.begin(), map.end());
    std::sort(entries.begin(), entries.end(),
              [](const Map::Entry& left, const Map::Entry& right) { return left.first < right.first; });
    return entries;
}

}  // namespace

Value shown_result(const Outcome& outcome, int verbosity) {
    const Value& result = outcome.result;
    if (!result.is_map()) return result;
    Map shown;
    for (const Map::Entry& entry : sorted_entries(result.as_map())) {
        // Whether it failed, the line says already.
        if (entry.first == "failed") continue;
        if (entry.first == "diff" || (entry.first == "invocation" && verbosity < 3)) continue;
        // debug shows what was asked for, not how the task went.
        if (outcome.always_shown && (entry.first == "changed" || entry.first == "ansible_loop_var" ||
                                     entry.first == result.text_of("ansible_loop_var")))
            continue;
        shown.set(entry.first, entry.second);
    }
    return shown;
}

Value sorted_deeply(const Value& value) {
    if (value.is_secret()) return value;
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list()) items.push_back(sorted_deeply(item));
        return items;
    }
    if (!value.is_map()) return value;
    Map entries;
    for (const Map::Entry& entry : sorted_entries(value.as_map())) entries.set(entry.first, sorted_deeply(entry.second));
    return entries;
}

}  // namespace interpreter
