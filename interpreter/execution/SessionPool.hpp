#pragma once

#include "interpreter/connection/HostSession.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace interpreter {

/// The sessions of a run: one for each way of reaching a host, made when it is first needed and kept.
class SessionPool {
  public:
    /// Used by many threads at once.
    std::shared_ptr<HostSession> session(const ConnectionSettings& settings);
    void cancel_all();
    /// Closes every session of that host, so that the next call connects anew.
    void reset(const std::string& host_name);

  private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<HostSession>> sessions_;
};

}  // namespace interpreter
