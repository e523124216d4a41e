#pragma once

#include "modules/network/SocketStream.hpp"
#include "modules/watch/Deadline.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace modules::watch {

/// A connection to a service that speaks in lines ended by CR LF (Redis, memcached). Throws HttpFailure where
/// the connection breaks or the time is over, Failure where it ends or the other side says what is no line.
class TextSession {
  public:
    TextSession(const std::string& host, std::uint16_t port, const Deadline& deadline)
        : stream_(SocketStream::to_port(host, port, deadline.patience())) {}

    void say(std::string_view bytes) { stream_.write(bytes); }
    /// The next line, without its end.
    std::string line();
    /// So many bytes, and the end of line behind them, which is dropped.
    std::string block(std::size_t length);

    [[nodiscard]] const std::string& peer() const { return stream_.peer(); }

  private:
    void fill();

    SocketStream stream_;
    std::string pending_;
};

}  // namespace modules::watch
