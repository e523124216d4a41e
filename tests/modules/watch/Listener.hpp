#pragma once

#include "modules/system/Descriptor.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace modules {

/// Listens on a port of 127.0.0.1 until its end.
class Listener {
  public:
    /// Says these words to whoever has asked something, and hangs up. Without words it is silent for ever.
    explicit Listener(std::string words = {}, std::uint16_t port = 0);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// What it was asked last.
    [[nodiscard]] std::string heard() const {
        const std::lock_guard lock(mutex_);
        return heard_;
    }

  private:
    void answer();

    std::string words_;
    Descriptor socket_;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::string heard_;
    std::thread answering_;
};

}  // namespace modules
