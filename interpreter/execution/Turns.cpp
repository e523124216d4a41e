#include "interpreter/execution/Turns.hpp"

namespace interpreter {

std::size_t Turns::ask() {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(++last_place_);
    return last_place_;
}

void Turns::wait_for(std::size_t place) {
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return free_ > 0 && waiting_.front() == place; });
        waiting_.pop_front();
        --free_;
    }
    // The next may have a turn too.
    changed_.notify_all();
}

void Turns::give_back() {
    {
        const std::lock_guard lock(mutex_);
        ++free_;
    }
    changed_.notify_all();
}

void Turns::pass_on() {
    std::size_t place = 0;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return;
        place = ++last_place_;
        waiting_.push_back(place);
        ++free_;
    }
    changed_.notify_all();
    wait_for(place);
}

}  // namespace interpreter
