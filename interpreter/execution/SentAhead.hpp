#pragma once

#include "interpreter/execution/TaskCall.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

namespace interpreter {

class TaskRunner;

/// The items of one loop whose calls are on their way while those before them are not answered yet, so that a host far
/// away costs its distance once and not for each item. The host does them in their order, one after another.
///
/// An item is sent ahead only where nothing of it can depend on what those before it come to: a plain module that sets no
/// facts, no `until`, `pause`, delegation or job, no lookup, one identity. And only as many as end within a quarter of a
/// second at the pace of those before, since what was sent is done also when the run is interrupted.
class SentAhead {
  public:
    struct Item {
        Item(VariableScope item_scope, const Surroundings& surroundings, std::vector<std::string> search_path)
            : scope(std::move(item_scope)), evaluation{scope, surroundings, std::move(search_path)} {}
        VariableScope scope;
        Evaluation evaluation;
        /// Empty when the item is not wanted (`when`).
        std::optional<TaskCall> call;
    };

    SentAhead(const TaskRunner& tasks, PlayVariables& variables, const Task& task, const TaskLabel& label,
              HostState& host, const List& items);

    /// Sends what may be sent of this item and those behind it; all before it have been answered or were sent.
    void fill(std::size_t index, const Evaluation& outer);
    /// The item, when it was sent or found to be not wanted; to be kept until its answer has been heard.
    std::unique_ptr<Item> take(std::size_t index);
    /// An item has been answered, and took so long.
    void note(std::chrono::steady_clock::duration time);

  private:
    [[nodiscard]] std::unique_ptr<Item> sent(std::size_t index, const Evaluation& outer);
    [[nodiscard]] const TaskCall* last_sent() const;

    const TaskRunner& tasks_;
    PlayVariables& variables_;
    const Task& task_;
    const TaskLabel& label_;
    HostState& host_;
    const List& items_;
    bool possible_;
    std::uint64_t lookups_before_;
    std::size_t most_ = 0;
    // The next item to be sent, one that has to wait for its turn, and those that are on their way.
    std::size_t next_ = 1;
    std::optional<std::size_t> waits_for_turn_;
    std::deque<std::pair<std::size_t, std::unique_ptr<Item>>> on_their_way_;
};

}  // namespace interpreter
