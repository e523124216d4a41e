#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace interpreter {

/// Threads that do a piece of work for each of many hosts, a limited number at once (`forks`).
/// Threads are made as they are first needed and kept.
class Workers {
  public:
    explicit Workers(std::size_t most);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers();

    /// Calls work(0) … work(count - 1), each once, and returns when all have ended. `work` must not throw.
    /// A single piece is done by the caller. Plays that run beside each other may call this at once: the limit holds
    /// for all of them together.
    void each(std::size_t count, const std::function<void(std::size_t)>& work);

  private:
    struct Job {
        const std::function<void(std::size_t)>& work;
        std::size_t count = 0;
        std::size_t unfinished = 0;
        std::size_t next = 0;
    };

    void serve();
    void do_next(Job& job, std::unique_lock<std::mutex>& lock);
    [[nodiscard]] Job* job_with_work();

    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::condition_variable all_done_;
    std::vector<Job*> jobs_;
    std::size_t at_work_ = 0;
    /// Threads that look for work.
    std::size_t idle_ = 0;
    /// Callers and threads that have work but may not begin it.
    std::size_t held_back_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace interpreter
