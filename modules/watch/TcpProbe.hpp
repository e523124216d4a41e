#pragma once

#include "modules/watch/Probe.hpp"

namespace modules::watch {

/// Makes a connection.
class TcpProbe final : public Probe {
  public:
    explicit TcpProbe(const WatchedService& service) : service_(service) {}
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;

  private:
    const WatchedService& service_;
};

}  // namespace modules::watch
