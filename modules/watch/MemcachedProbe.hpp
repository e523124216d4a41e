#pragma once

#include "modules/watch/Probe.hpp"

namespace modules::watch {

/// Sets a key, gets it and deletes it, in the text protocol. A cache promises to keep nothing, so no write
/// counts as acknowledged. https://github.com/memcached/memcached/blob/master/doc/protocol.txt
class MemcachedProbe final : public Probe {
  public:
    MemcachedProbe(const WatchedService& service, const Mark& mark) : service_(service), mark_(mark) {}
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;

  private:
    const WatchedService& service_;
    const Mark& mark_;
};

}  // namespace modules::watch
