#include "interpreter/execution/HandlerQueue.hpp"

#include <algorithm>

namespace interpreter {

HandlerQueue::HandlerQueue(const Play& play, NameOf name_of) : name_of_(std::move(name_of)) {
    for (const std::unique_ptr<Role>& role : play.roles) add(*role);
    add(play.handlers);
}

void HandlerQueue::add(const Role& role) { add(role.handlers); }

void HandlerQueue::add(const std::vector<std::unique_ptr<Task>>& handlers) {
    for (const std::unique_ptr<Task>& handler : handlers) entries_.push_back({handler.get(), lists_, {}});
    ++lists_;
}

bool HandlerQueue::is_called(const Task& handler, const std::string& name, const HostState& host) const {
    if (handler.name.empty()) return false;
    const std::string own = name_of_ ? name_of_(handler, host) : handler.name;
    return own == name || (handler.role != nullptr && handler.role->role_name + " : " + own == name);
}

bool HandlerQueue::notify(const std::string& name, HostState& host) {
    const auto remember = [&](Entry& entry) {
        if (std::find(entry.notified.begin(), entry.notified.end(), &host) == entry.notified.end())
            entry.notified.push_back(&host);
    };
    Entry* named = nullptr;
    for (Entry& entry : entries_)
        if ((named == nullptr || named->list != entry.list) && is_called(*entry.handler, name, host)) named = &entry;
    if (named != nullptr) remember(*named);
    bool heard = named != nullptr;
    for (Entry& entry : entries_) {
        const std::vector<std::string>& topics = entry.handler->listen;
        if (std::find(topics.begin(), topics.end(), name) == topics.end()) continue;
        remember(entry);
        heard = true;
    }
    return heard;
}

void HandlerQueue::notify(const Task& handler, HostState& host) {
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.handler == &handler; });
    Entry& entry = known != entries_.end() ? *known : entries_.emplace_back(Entry{&handler, lists_, {}});
    if (std::find(entry.notified.begin(), entry.notified.end(), &host) == entry.notified.end())
        entry.notified.push_back(&host);
}

std::vector<std::string> HandlerQueue::names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) {
        names.push_back(entry.handler->name);
        names.insert(names.end(), entry.handler->listen.begin(), entry.handler->listen.end());
    }
    return names;
}

std::vector<HostState*> HandlerQueue::take(std::size_t index) {
    return std::exchange(entries_[index].notified, {});
}

}  // namespace interpreter
