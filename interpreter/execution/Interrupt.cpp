#include "interpreter/execution/Interrupt.hpp"

#include <csignal>

#include <pthread.h>

namespace interpreter {

namespace {

sigset_t heeded_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    // Wakes the listener when it is to end.
    sigaddset(&signals, SIGUSR2);
    return signals;
}

}  // namespace

Interrupt::Interrupt() {
    const sigset_t signals = heeded_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    listener_ = std::thread([this] { listen(); });
}

Interrupt::~Interrupt() {
    ending_ = true;
    pthread_kill(listener_.native_handle(), SIGUSR2);
    listener_.join();
    const sigset_t signals = heeded_signals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void Interrupt::on_first(std::function<void()> action) {
    const std::lock_guard lock(mutex_);
    first_ = std::move(action);
}

void Interrupt::on_second(std::function<void()> action) {
    const std::lock_guard lock(mutex_);
    second_ = std::move(action);
}

bool Interrupt::wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !requested_.wait_for(lock, time, [this] { return requested(); });
}

void Interrupt::request() {
    std::function<void()> action;
    {
        const std::lock_guard lock(mutex_);
        const int times = ++count_;
        action = times == 1 ? first_ : times == 2 ? second_ : nullptr;
    }
    requested_.notify_all();
    if (action) action();
}

void Interrupt::listen() {
    const sigset_t signals = heeded_signals();
    for (int signal = 0; sigwait(&signals, &signal) == 0 && !ending_;)
        if (signal != SIGUSR2) request();
}

}  // namespace interpreter
