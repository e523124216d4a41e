#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

namespace interpreter {

/// At most so many at work at once, in the order in which they asked. From any thread.
class Turns {
  public:
    explicit Turns(std::size_t most) : free_(most) {}

    /// Asks for a turn: the place in the line.
    [[nodiscard]] std::size_t ask();
    /// Waits until the turn has come.
    void wait_for(std::size_t place);
    void give_back();
    /// Lets those who wait go first, if any do, and waits for the next turn.
    void pass_on();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t free_;
    std::size_t last_place_ = 0;
    /// The first in line first.
    std::deque<std::size_t> waiting_;
};

}  // namespace interpreter
