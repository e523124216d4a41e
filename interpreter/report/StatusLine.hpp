#pragma once

#include "interpreter/report/Clock.hpp"
#include "interpreter/report/QuietReporter.hpp"
#include "interpreter/report/SecretMask.hpp"
#include "interpreter/report/StatusScreen.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

namespace interpreter {

/// Says on the last line of a terminal how far a run is: which task of how many that are known, on how many hosts it
/// is done, and where it still runs and since when.
class StatusLine final : public QuietReporter {
  public:
    /// `known` are the places of all tasks that are known before the run; others (handlers, includes) add up as they
    /// come. Draws twice a second, until it is destroyed.
    StatusLine(StatusScreen& screen, const SecretMask& mask, std::size_t known, int width, Clock clock);
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;
    ~StatusLine() override;

    void task_started(const TaskLabel& task) override;
    void host_started(const TaskLabel& task, const std::string& host) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void finished(const std::vector<HostCounters>& counters) override;

    /// The line now; empty when nothing runs.
    [[nodiscard]] std::string text() const;

  private:
    void draw_again_and_again();

    StatusScreen& screen_;
    const SecretMask& mask_;
    std::size_t known_;
    int width_;
    Clock clock_;

    mutable std::mutex mutex_;
    std::size_t started_ = 0;
    std::size_t hosts_done_ = 0;
    std::string task_;
    std::map<std::pair<std::string, std::string>, Moment> running_;

    std::condition_variable ending_;
    bool ended_ = false;
    std::thread drawer_;
};

}  // namespace interpreter
