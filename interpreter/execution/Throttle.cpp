#include "interpreter/execution/Throttle.hpp"

namespace interpreter {

Throttle::Turn::~Turn() {
    {
        const std::lock_guard lock(throttle_.mutex_);
        if (--throttle_.at_[place_] == 0) throttle_.at_.erase(place_);
    }
    throttle_.left_.notify_all();
}

Throttle::Turn Throttle::wait_for(const Position& task, std::int64_t most) {
    const Place place{task.file, task.line, task.column};
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return most <= 0 || at_[place] < most; });
    ++at_[place];
    return {*this, place};
}

}  // namespace interpreter
