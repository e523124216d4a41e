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
    Job job{work, count, count};
    jobs_.push_back(&job);
    // The caller works too, so one thread fewer is needed.
    for (std::size_t wanted = idle_ + 1; wanted < count && threads_.size() + 1 < most_; ++wanted)
        threads_.emplace_back([this] { serve(); });
    more_.notify_all();
    while (job.next < job.count) {
        if (at_work_ < most_) {
            do_next(job, lock);
            continue;
        }
        ++held_back_;
        more_.wait(lock);
        --held_back_;
    }
    all_done_.wait(lock, [&] { return job.unfinished == 0; });
    std::erase(jobs_, &job);
}

Workers::Job* Workers::job_with_work() {
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), [](const Job* job) { return job->next < job->count; });
    return found != jobs_.end() ? *found : nullptr;
}

void Workers::do_next(Job& job, std::unique_lock<std::mutex>& lock) {
    const std::size_t index = job.next++;
    ++at_work_;
    lock.unlock();
    job.work(index);
    lock.lock();
    --at_work_;
    if (--job.unfinished == 0) all_done_.notify_all();
    if (held_back_ > 0) more_.notify_all();
}

void Workers::serve() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        Job* job = job_with_work();
        if (job != nullptr && at_work_ < most_) {
            do_next(*job, lock);
            continue;
        }
        std::size_t& waiting = job != nullptr ? held_back_ : idle_;
        ++waiting;
        more_.wait(lock);
        --waiting;
    }
}

}  // namespace interpreter
