#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace modules::watch {

/// When a watch is over: after its time, or when somebody says so. Used by several threads.
class Ending {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Ending(Clock::duration time) : start_(Clock::now()), end_(start_ + time) {}

    [[nodiscard]] double seconds_since_start(Clock::time_point moment) const {
        return std::chrono::duration<double>(moment - start_).count();
    }
    void end_now() {
        const std::lock_guard lock(mutex_);
        end_ = std::min(end_, Clock::now());
        ended_.notify_all();
    }
    /// Waits until then; false where the watch is over before.
    [[nodiscard]] bool wait_until(Clock::time_point moment) {
        std::unique_lock lock(mutex_);
        while (true) {
            const Clock::time_point now = Clock::now();
            if (now >= end_ || moment >= end_) return wait_for_the_end(lock);
            if (now >= moment) return true;
            ended_.wait_until(lock, moment);
        }
    }

  private:
    bool wait_for_the_end(std::unique_lock<std::mutex>& lock) {
        while (Clock::now() < end_)
            ended_.wait_until(lock, end_);
        return false;
    }

    std::mutex mutex_;
    std::condition_variable ended_;
    Clock::time_point start_;
    Clock::time_point end_;
};

}  // namespace modules::watch
