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
    /// A single piece is done by the caller. Only one thread may call this.
    void each(std::size_t count, const std::function<void(std::size_t)>& work);

  private:
    void serve();
    bool do_next(std::unique_lock<std::mutex>& lock);

    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::condition_variable all_done_;
    const std::function<void(std::size_t)>* work_ = nullptr;
    std::size_t next_ = 0;
    std::size_t count_ = 0;
    std::size_t unfinished_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace interpreter
