#pragma once

#include "interpreter/connection/Transport.hpp"
#include "modules/agent/ByteQueue.hpp"
#include "modules/protocol/Frame.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace interpreter {

/// One identity's agent on a host, message by message. Nothing here waits.
class AgentChannel {
  public:
    using Clock = Transport::Clock;

    /// `ahead` is what has been read behind the banner.
    AgentChannel(std::unique_ptr<Channel> channel, const std::string& ahead);

    void send(const Message& message) { outgoing_.add(modules::encode(message)); }
    /// Writes what it can, reads what is there. Throws HostUnreachable when the agent talks nonsense or is
    /// gone.
    void exchange(const std::string& host_name);
    /// The next message for the caller; pongs are counted here.
    std::optional<Message> next();
    /// Sends a ping when the last one is ten seconds old. Throws HostUnreachable after three without an
    /// answer.
    void ping(const std::string& host_name, Clock::time_point now);
    [[nodiscard]] Clock::time_point next_ping() const { return next_ping_; }
    [[nodiscard]] std::size_t unsent() const { return outgoing_.size(); }

    /// Contents that this agent holds, by hash.
    std::set<std::string> known_contents;

  private:
    std::unique_ptr<Channel> channel_;
    modules::FrameReader reader_;
    modules::ByteQueue outgoing_;
    std::deque<Message> incoming_;
    std::string error_text_;
    int unanswered_ = 0;
    Clock::time_point next_ping_;
};

}  // namespace interpreter
