#include "interpreter/execution/Workers.hpp"

#include <algorithm>

namespace interpreter {

Workers::Workers(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    more_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Workers::each(std::size_t count, const std::function<void(std::size_t)>& work) {
    if (count == 1) return work(0);
    std::unique_lock lock(mutex_);
    work_ = &work;
    next_ = 0;
    count_ = count;
    unfinished_ = count;
    // The caller works too, so one thread fewer is needed.
    while (threads_.size() + 1 < std::min(most_, count)) threads_.emplace_back([this] { serve(); });
    more_.notify_all();
    while (do_next(lock)) {
    }
    all_done_.wait(lock, [this] { return unfinished_ == 0; });
    work_ = nullptr;
    count_ = 0;
    next_ = 0;
}

bool Workers::do_next(std::unique_lock<std::mutex>& lock) {
    if (next_ >= count_) return false;
    const std::size_t index = next_++;
    const std::function<void(std::size_t)>& work = *work_;
    lock.unlock();
    work(index);
    lock.lock();
    if (--unfinished_ == 0) all_done_.notify_all();
    return true;
}

void Workers::serve() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (!do_next(lock)) more_.wait(lock, [this] { return ending_ || next_ < count_; });
    }
}

}  // namespace interpreter
