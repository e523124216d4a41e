#include "interpreter/execution/HostState.hpp"

#include <algorithm>

namespace interpreter {

namespace {

// Copied before it is changed: readers keep the map that they saw.
Variables with(const Variables& before, const Map& added) {
    auto after = before ? std::make_shared<VariableMap>(*before) : std::make_shared<VariableMap>();
    for (const Map::Entry& entry : added) after->set(entry.first, settled(entry.second), entry.second.position());
    return after;
}

std::string without_prefix(const std::string& name) {
    constexpr std::string_view prefix = "ansible_";
    return name.starts_with(prefix) && name != "ansible_local" ? name.substr(prefix.size()) : name;
}

bool holds_lazy(const Value& value) {
    if (value.is_lazy()) return true;
    if (value.is_list())
        return std::any_of(value.as_list().begin(), value.as_list().end(), holds_lazy);
    if (!value.is_map()) return false;
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [](const Map::Entry& entry) { return holds_lazy(entry.second); });
}

}  // namespace

Value settled(const Value& value) {
    if (!holds_lazy(value)) return value;
    if (value.is_lazy()) return settled(value.plain());
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list()) items.push_back(settled(item));
        return items;
    }
    if (value.is_map()) {
        Map entries;
        for (const Map::Entry& entry : value.as_map()) entries.set(entry.first, settled(entry.second));
        return entries;
    }
    return value;
}

void Learned::add(const Learned& later) {
    if (later.facts_cleared) {
        facts_cleared = true;
        facts = Map();
    }
    for (const Map::Entry& entry : later.facts) facts.set(entry.first, entry.second);
    for (const Map::Entry& entry : later.include_vars) include_vars.set(entry.first, entry.second);
    for (const Map::Entry& entry : later.set_facts) set_facts.set(entry.first, entry.second);
}

HostState::HostState(HostState& host, std::size_t index, const HostState& known, const Learned& more, Beside beside)
    : HostState(host.host(), index) {
    {
        const std::lock_guard lock(known.mutex_);
        facts_ = known.facts_;
        set_facts_ = known.set_facts_;
        include_vars_ = known.include_vars_;
        plain_facts_ = known.plain_facts_;
    }
    if (more.facts_cleared) clear_facts();
    if (!more.facts.empty()) add_facts(more.facts);
    if (!more.include_vars.empty()) set(Layer::include_vars, more.include_vars);
    if (!more.set_facts.empty()) set(Layer::set_facts, more.set_facts);
    behind_ = &host;
    beside_ = std::move(beside);
}

const HostState* HostState::seen_from_here(const Host& other) const {
    if (&other == &host()) return this;
    return beside_ ? beside_(other) : nullptr;
}

void HostState::set(Layer layer, const std::string& name, const Value& value) { set(layer, Map{{name, value}}); }

void HostState::set(Layer layer, const Map& variables) {
    const bool included = layer == Layer::include_vars;
    {
        const std::lock_guard lock(mutex_);
        Variables& target = included ? include_vars_ : set_facts_;
        target = with(target, variables);
        if (behind_ == nullptr) return;
        Map& own = included ? learned_.include_vars : learned_.set_facts;
        for (const Map::Entry& entry : variables) own.set(entry.first, settled(entry.second));
    }
    behind_->set(layer, variables);
}

void HostState::add_facts(const Map& facts) {
    {
        const std::lock_guard lock(mutex_);
        for (const Map::Entry& entry : facts) plain_facts_.set(without_prefix(entry.first), entry.second);
        Map added = facts;
        added.set("ansible_facts", plain_facts_);
        facts_ = with(facts_, added);
        if (behind_ == nullptr) return;
        for (const Map::Entry& entry : facts) learned_.facts.set(entry.first, settled(entry.second));
    }
    behind_->add_facts(facts);
}

void HostState::clear_facts() {
    {
        const std::lock_guard lock(mutex_);
        facts_ = nullptr;
        plain_facts_ = Map();
        learned_.facts = Map();
        learned_.facts_cleared = behind_ != nullptr;
    }
    if (behind_ != nullptr) behind_->clear_facts();
}

void HostState::see_play_hosts(Variables names) {
    const std::lock_guard lock(mutex_);
    play_hosts_ = std::move(names);
}

Variables HostState::play_hosts() const {
    const std::lock_guard lock(mutex_);
    return play_hosts_;
}

Learned HostState::learned() const {
    const std::lock_guard lock(mutex_);
    return learned_;
}

Map HostState::facts() const {
    const std::lock_guard lock(mutex_);
    Map facts;
    if (!facts_) return facts;
    for (const auto& [name, variable] : *facts_)
        if (name != "ansible_facts") facts.set(name, variable.value);
    return facts;
}

std::vector<std::pair<Layer, Variables>> HostState::layers() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<Layer, Variables>> layers;
    if (facts_) layers.emplace_back(Layer::facts, facts_);
    if (include_vars_) layers.emplace_back(Layer::include_vars, include_vars_);
    if (set_facts_) layers.emplace_back(Layer::set_facts, set_facts_);
    return layers;
}

bool HostState::has_facts() const {
    const std::lock_guard lock(mutex_);
    return facts_ != nullptr;
}

}  // namespace interpreter
