#pragma once

#include "modules/watch/Probe.hpp"

#include <set>

namespace modules::watch {

class AmqpSession;

/// Publishes a message to a durable queue, waits until the broker confirms it, and takes it off the queue. A
/// message that was confirmed before the connection broke is still to come: it is lost only when the queue is
/// empty without it.
class AmqpProbe final : public Probe {
  public:
    AmqpProbe(const WatchedService& service, const Mark& mark) : service_(service), mark_(mark) {}
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;
    [[nodiscard]] std::int64_t acknowledged() const override { return acknowledged_; }
    [[nodiscard]] std::int64_t lost(const std::string& host, const Deadline& deadline) override;
    void clean_up(const std::string& host, const Deadline& deadline) override;

  private:
    void declare(AmqpSession& session);
    /// Takes messages off the queue until the one of that number comes, or none.
    bool take_until(AmqpSession& session, std::int64_t number);

    const WatchedService& service_;
    const Mark& mark_;
    std::int64_t acknowledged_ = 0;
    bool declared_ = false;
    /// Confirmed, and not yet come back.
    std::set<std::int64_t> expected_;
};

}  // namespace modules::watch
