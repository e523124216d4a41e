#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace interpreter {

/// Nothing new is to be started: the user pressed Ctrl-C.
class Interrupted : public std::runtime_error {
  public:
    Interrupted() : std::runtime_error("interrupted") {}
};

/// Ctrl-C (SIGINT) and SIGTERM: the first lets running calls finish and starts nothing new, the second cancels.
/// While an object lives, the signals reach it alone. Make it before any other thread.
class Interrupt {
  public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();

    /// Called from the signal thread, at the first and at the second signal.
    void on_first(std::function<void()> action);
    void on_second(std::function<void()> action);

    [[nodiscard]] bool requested() const { return count_ > 0; }
    /// Throws Interrupted once it was requested.
    void check() const {
        if (requested()) throw Interrupted();
    }
    /// Waits; false as soon as it is requested.
    bool wait(std::chrono::milliseconds time);
    /// What a signal does (tests).
    void request();

  private:
    void listen();

    std::atomic<int> count_{0};
    std::atomic<bool> ending_{false};
    std::mutex mutex_;
    std::condition_variable requested_;
    std::function<void()> first_;
    std::function<void()> second_;
    std::thread listener_;
};

}  // namespace interpreter
