#pragma once

#include "interpreter/execution/HostState.hpp"
#include "interpreter/playbook/Element.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// The handlers of a play in the order of their definition, and which hosts asked for each. Handlers run once a flush,
/// however often they were notified. Used by the strategy's thread only.
class HandlerQueue {
  public:
    explicit HandlerQueue(const Play& play);

    /// Handlers of a role that was included while the play ran.
    void add(const Role& role);
    /// By name ("name" or "role : name") or by a topic that handlers listen to. False when nobody answers to it.
    bool notify(const std::string& name, HostState& host);
    /// That very handler, whether this queue knew it or not.
    void notify(const Task& handler, HostState& host);
    [[nodiscard]] std::vector<std::string> names() const;

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] const Task& handler(std::size_t index) const { return *entries_[index].handler; }
    /// The hosts that notified it since the last call, in the order of notification.
    std::vector<HostState*> take(std::size_t index);

  private:
    struct Entry {
        const Task* handler;
        std::vector<HostState*> notified;
    };
    void add(const std::vector<std::unique_ptr<Task>>& handlers);
    static bool is_called(const Task& handler, const std::string& name);

    std::vector<Entry> entries_;
};

}  // namespace interpreter
