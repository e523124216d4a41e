#pragma once

#include "interpreter/report/Reporter.hpp"

#include <mutex>
#include <string>

namespace interpreter {

/// What set_stats set during a run. Used by many threads.
class StatsTable {
  public:
    /// `stats` is what the action returns as `ansible_stats`: data, per_host and aggregate. Numbers are added up, texts
    /// and lists go one behind the other, mappings are joined; what does not go together is replaced.
    void add(const std::string& host, const Value& stats);
    [[nodiscard]] CustomStats all() const;

  private:
    mutable std::mutex mutex_;
    CustomStats stats_;
};

}  // namespace interpreter
