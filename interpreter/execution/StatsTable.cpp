#include "interpreter/execution/StatsTable.hpp"

#include <utility>

namespace interpreter {

namespace {

Value aggregated(const Value& before, const Value& now) {
    if (before.is_integer() && now.is_integer()) return before.as_integer() + now.as_integer();
    if (before.is_text() && now.is_text()) return before.as_text() + now.as_text();
    if (before.is_list() && now.is_list()) {
        List items = before.as_list();
        items.insert(items.end(), now.as_list().begin(), now.as_list().end());
        return items;
    }
    if (!before.is_map() || !now.is_map()) return now;
    Map entries = before.as_map();
    for (const Map::Entry& entry : now.as_map()) entries.set(entry.first, entry.second);
    return entries;
}

void add_to(Map& known, const Map& data, bool aggregate) {
    for (const Map::Entry& entry : data) {
        const Value* before = aggregate ? known.find(entry.first) : nullptr;
        known.set(entry.first, before != nullptr ? aggregated(*before, entry.second) : entry.second);
    }
}

}  // namespace

void StatsTable::add(const std::string& host, const Value& stats) {
    const std::optional<Value> data = stats.get("data");
    if (!data || !data->is_map()) return;
    const std::lock_guard lock(mutex_);
    if (!stats.flag("per_host")) return add_to(stats_.global, data->as_map(), stats.flag("aggregate"));
    const Value* before = stats_.per_host.find(host);
    Map own = before != nullptr ? before->as_map() : Map{};
    add_to(own, data->as_map(), stats.flag("aggregate"));
    stats_.per_host.set(host, own);
}

CustomStats StatsTable::all() const {
    const std::lock_guard lock(mutex_);
    return stats_;
}

}  // namespace interpreter
