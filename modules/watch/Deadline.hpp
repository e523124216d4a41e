#pragma once

#include "modules/network/Patience.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace modules::watch {

/// The moment by which something is over, whatever the other side does.
class Deadline {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(Clock::duration time) : end_(Clock::now() + time) {}

    /// At least a millisecond: to most who are told a limit, 0 means none.
    [[nodiscard]] std::chrono::milliseconds left() const {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now()),
                        std::chrono::milliseconds(1));
    }
    /// Of what is left, the part of one of so many.
    [[nodiscard]] Deadline share(std::size_t parts) const {
        return Deadline(left() / static_cast<std::int64_t>(parts));
    }
    [[nodiscard]] Patience patience() const { return Patience(left(), end_); }

  private:
    Clock::time_point end_;
};

}  // namespace modules::watch
