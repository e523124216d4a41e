#pragma once

#include "interpreter/connection/Connection.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// A program that runs on a host, as three streams of bytes. Nothing here waits. Destroying it closes its
/// streams; what the program makes of that is its own business.
class Channel {
  public:
    virtual ~Channel() = default;
    /// Appends what has arrived since the last call. Throws HostUnreachable.
    virtual void read(std::string& output, std::string& error) = 0;
    /// How many of the bytes were taken; the rest is to be offered again after Transport::wait. Throws
    /// HostUnreachable.
    virtual std::size_t write(std::string_view bytes) = 0;
    virtual void end_input() = 0;
    /// All that it will ever say has been read.
    [[nodiscard]] virtual bool ended() const = 0;
};

/// A way to a machine: it starts programs there. Used by one thread, wake() aside.
class Transport {
  public:
    using Clock = std::chrono::steady_clock;

    virtual ~Transport() = default;
    /// Throws HostUnreachable, also when it takes longer than the settings allow.
    virtual void open() = 0;
    /// Runs a command line by the login user's shell. Throws HostUnreachable.
    virtual std::unique_ptr<Channel> start(const std::string& command) = 0;
    /// Returns when a channel has something to read or room to write, at the deadline, or after wake(); also
    /// for no reason. Throws HostUnreachable.
    virtual void wait(Clock::time_point deadline) = 0;
    /// Makes wait() return, also the next one; from any thread.
    virtual void wake() = 0;
    /// True once after wake() was called.
    virtual bool woken() = 0;
    /// Never throws. Channels must be gone before.
    virtual void close() = 0;
};

}  // namespace interpreter
