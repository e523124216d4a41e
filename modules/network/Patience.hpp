#pragma once

#include <chrono>

namespace modules {

/// How long the other side may take: for one step (a connection, a read, a write), and until when for all of
/// them.
struct Patience {
    using Clock = std::chrono::steady_clock;

    explicit Patience(std::chrono::milliseconds for_one_step,
                      Clock::time_point for_all = Clock::time_point::max())
        : step(for_one_step), end(for_all) {}

    std::chrono::milliseconds step;
    Clock::time_point end;
};

}  // namespace modules
