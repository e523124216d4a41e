#pragma once

#include "interpreter/execution/HostState.hpp"
#include "interpreter/playbook/Element.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// The handlers of a play in the order of their definition, and which hosts asked for each. Handlers run once a flush,
/// however often they were notified. Used by the strategy's thread only.
class HandlerQueue {
  public:
    /// A handler's name as a host sees it: names may hold templates.
    using NameOf = std::function<std::string(const Task& handler, const HostState& host)>;

    explicit HandlerQueue(const Play& play, NameOf name_of = {});

    /// Handlers of a role that was included while the play ran.
    void add(const Role& role);
    /// By name ("name" or "role : name": of the play's and each role's handlers the last list that knows the name, and
    /// the first of that name in it) or by a topic that handlers listen to. False when nobody answers to it.
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
        /// Which list it stands in: a role's, or the play's.
        std::size_t list;
        std::vector<HostState*> notified;
    };
    void add(const std::vector<std::unique_ptr<Task>>& handlers);
    [[nodiscard]] bool is_called(const Task& handler, const std::string& name, const HostState& host) const;

    NameOf name_of_;
    std::vector<Entry> entries_;
    std::size_t lists_ = 0;
};

}  // namespace interpreter
