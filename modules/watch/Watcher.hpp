#pragma once

#include "modules/watch/Ending.hpp"
#include "modules/watch/GapClock.hpp"
#include "modules/watch/Probe.hpp"
#include "modules/watch/ServiceReport.hpp"

#include <chrono>
#include <functional>

namespace modules::watch {

/// How often a watch asks, how long it waits, and what counts as away and back.
struct WatchRules {
    std::chrono::milliseconds interval;
    std::chrono::milliseconds attempt_timeout;
    std::int64_t away_after = 1;
    std::int64_t steady = 1;
    bool keep = false;
};

/// Asks one service until the watch is over, on a thread of its own.
class Watcher {
  public:
    /// Told when the service goes and when it comes back.
    using Tell = std::function<void(const std::string& line)>;

    /// What is given must live as long as this.
    Watcher(const WatchedService& service, const WatchRules& rules, HostControl& control, Ending& ending,
            Tell tell);

    /// At least one attempt; at the end asks for what was acknowledged, and cleans up. Throws nothing that a
    /// service or a host does.
    ServiceReport watch();

  private:
    /// Does it with one host after another until one can, from the one that could last. Else why none can.
    std::optional<std::string>
    at_some_host(std::chrono::milliseconds time,
                 const std::function<void(const std::string&, const Deadline&)>& ask);
    /// The same a few times over.
    std::optional<std::string> patiently(const std::function<bool(const std::string&, const Deadline&)>& ask);
    void attempt();
    void count_the_lost();
    void clean_up();

    const WatchedService& service_;
    const WatchRules& rules_;
    Ending& ending_;
    Tell tell_;
    Mark mark_;
    std::unique_ptr<Probe> probe_;
    GapClock clock_;
    ServiceReport report_;
    std::size_t last_good_host_ = 0;
    std::int64_t number_ = 0;
};

}  // namespace modules::watch
