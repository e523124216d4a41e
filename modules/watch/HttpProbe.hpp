#pragma once

#include "modules/watch/Probe.hpp"

namespace modules::watch {

/// GETs the path and looks at the status; the body is read to its end, and redirects are not followed.
class HttpProbe final : public Probe {
  public:
    explicit HttpProbe(const WatchedService& service) : service_(service) {}
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;

  private:
    const WatchedService& service_;
};

}  // namespace modules::watch
