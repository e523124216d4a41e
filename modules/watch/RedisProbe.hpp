#pragma once

#include "modules/watch/Probe.hpp"

#include <vector>

namespace modules::watch {

/// SETs a key of its own and GETs it. The write counts as acknowledged where WAIT says that enough replicas
/// have it; where they have not, the service works all the same.
class RedisProbe final : public Probe {
  public:
    RedisProbe(const WatchedService& service, const Mark& mark) : service_(service), mark_(mark) {}
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;
    [[nodiscard]] std::int64_t acknowledged() const override {
        return static_cast<std::int64_t>(acknowledged_.size());
    }
    [[nodiscard]] std::int64_t lost(const std::string& host, const Deadline& deadline) override;
    void clean_up(const std::string& host, const Deadline& deadline) override;

  private:
    [[nodiscard]] std::string key(std::int64_t number) const;

    const WatchedService& service_;
    const Mark& mark_;
    std::vector<std::int64_t> sent_;
    std::vector<std::int64_t> acknowledged_;
};

}  // namespace modules::watch
