#include "interpreter/execution/Run.hpp"

#include <algorithm>

namespace interpreter {

HostState& Run::state(const Host& host) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<HostState>& state = states_[&host];
    if (state) return *state;
    state = std::make_unique<HostState>(host, states_.size());
    if (fact_cache == nullptr) return *state;
    if (const std::optional<Map> kept = fact_cache->load(host.name)) state->add_facts(*kept);
    return *state;
}

void Run::learn_facts(HostState& host, const Map& facts) {
    host.add_facts(facts);
    if (fact_cache != nullptr) fact_cache->store(host.name(), host.facts());
}

void Run::refresh_inventory() {
    inventory.replace_with(read_inventory());
    const std::lock_guard lock(mutex_);
    std::map<const Host*, std::unique_ptr<HostState>> settled;
    for (auto& [host, state] : states_) {
        const Host* now = inventory.host(state->name());
        if (now != nullptr && now->name == state->name()) state->stand_for(*now);
        settled.emplace(&state->host(), std::move(state));
    }
    states_ = std::move(settled);
}

const Host& Run::stranger(const std::string& name) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<Host>& host = strangers_[name];
    if (!host) {
        host = std::make_unique<Host>();
        host->name = name;
        host->variables = std::make_shared<const VariableMap>();
    }
    return *host;
}

std::vector<HostCounters> Run::counters() {
    const std::lock_guard lock(mutex_);
    std::vector<HostCounters> counters;
    for (const auto& [host, state] : states_) {
        if (!state->counters.empty()) counters.push_back(state->counters);
    }
    std::sort(counters.begin(), counters.end(),
              [](const HostCounters& left, const HostCounters& right) { return left.host < right.host; });
    return counters;
}

}  // namespace interpreter
