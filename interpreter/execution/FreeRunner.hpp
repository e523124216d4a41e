#pragma once

#include "interpreter/execution/PlayRunner.hpp"
#include "interpreter/execution/Turns.hpp"

#include <exception>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>
#include <vector>

namespace interpreter {

/// Who goes first where there are more hosts than may be at work at once.
enum class Pace {
    free,        ///< after each task the hosts that wait
    host_pinned  ///< who has begun, to its end
};

/// Runs one play on one batch of hosts with the strategies free and host_pinned: each host goes through the play by
/// itself and waits for no other.
class FreeRunner {
  public:
    FreeRunner(PlayVariables& variables, const Play& play, Hosts batch, Pace pace);
    ~FreeRunner();

    /// Throws as PlayRunner does.
    void run();
    /// Did a failure end not only this play but all that would follow (any_errors_fatal, max_fail_percentage)?
    [[nodiscard]] bool breaks_run() const { return stopped_; }
    /// The task at which the host failed or was lost; null when it was at none.
    [[nodiscard]] const TaskLabel* lost_at(const HostState& host) const;

  private:
    class Walk;

    [[nodiscard]] bool goes_on();
    double lose(const HostState& host);
    void stop(bool ended);
    void keep(std::exception_ptr error);
    /// A task for one host only, which here each host does; said once.
    void warn_of_once(const Task& task);

    PlayVariables& variables_;
    Run& run_;
    const Play& play_;
    Hosts batch_;
    Pace pace_;
    Turns turns_;
    std::vector<std::unique_ptr<Walk>> walks_;

    std::mutex mutex_;
    bool stopped_ = false;
    bool ended_ = false;
    std::set<const HostState*> lost_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> warned_;
    std::exception_ptr error_;
};

}  // namespace interpreter
