#pragma once

#include "modules/watch/Deadline.hpp"
#include "modules/watch/WatchedService.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace modules::watch {

/// A connection to RabbitMQ with one channel that confirms what is published (AMQP 0-9-1 and
/// https://www.rabbitmq.com/docs/confirms). Everything throws Failure, with the broker's words where it
/// refuses, and is over by the deadline.
class AmqpSession {
  public:
    AmqpSession(const std::string& host, const WatchedService& service, const Deadline& deadline);
    ~AmqpSession();
    AmqpSession(const AmqpSession&) = delete;
    AmqpSession& operator=(const AmqpSession&) = delete;

    /// A durable queue, which goes when nobody used it for that long. One that is there already is the same.
    void declare(const std::string& queue, std::optional<std::chrono::milliseconds> unused_for);
    /// A persistent message; comes back once the broker has confirmed that it is safe.
    void publish(const std::string& queue, const std::string& body);
    /// The oldest message, taken off the queue; nothing where it is empty.
    [[nodiscard]] std::optional<std::string> take(const std::string& queue);
    void remove(const std::string& queue);
    /// Takes leave, so that the broker does not log a lost client.
    void close();

  private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace modules::watch
