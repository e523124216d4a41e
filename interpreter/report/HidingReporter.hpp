#pragma once

#include "interpreter/report/Reporter.hpp"

#include <optional>

namespace interpreter {

/// Keeps from the next reporter what a person does not want to see (`display_ok_hosts`, `display_skipped_hosts`); a task
/// of which nothing is left is not announced either. Failures may go to a reporter of their own
/// (`display_failed_stderr`).
class HidingReporter final : public Reporter {
  public:
    struct Choice {
        bool shows_ok = true;
        bool shows_skipped = true;
        /// Null: failures go where everything goes.
        Reporter* failures = nullptr;
    };
    HidingReporter(Reporter& next, Choice choice) : next_(next), choice_(choice) {}

    void playbook_started(const std::string& path) override { next_.playbook_started(path); }
    void play_started(const std::string& name) override { next_.play_started(name); }
    void no_hosts_matched(const std::string& play) override { next_.no_hosts_matched(play); }
    void no_hosts_left(const std::string& play) override { next_.no_hosts_left(play); }
    void task_started(const TaskLabel& task) override;
    void host_started(const TaskLabel& task, const std::string& host) override;
    void item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void retrying(const TaskLabel& task, const std::string& host, int retries_left, const Value& result) override;
    void job_polled(const JobState& job, const std::string& host) override;
    void included(const std::string& file, const std::vector<std::string>& hosts,
                  const std::optional<std::string>& item) override;
    void live_output(const TaskLabel& task, const std::string& host, std::string_view text) override;
    void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) override {
        next_.blocked(vertex, host, because_of);
    }
    void graph_finished(const GraphTimes& times) override { next_.graph_finished(times); }
    void finding(const Diagnostic& diagnostic) override { next_.finding(diagnostic); }
    void interrupted(const std::vector<std::string>& running) override { next_.interrupted(running); }
    void custom_stats(const CustomStats& stats) override { next_.custom_stats(stats); }
    void finished(const std::vector<HostCounters>& counters) override { next_.finished(counters); }

  private:
    [[nodiscard]] bool is_shown(const Outcome& outcome) const;
    [[nodiscard]] Reporter& target(const Outcome& outcome) const;
    void announce();

    Reporter& next_;
    Choice choice_;
    /// Started, but nothing of it was shown yet.
    std::optional<TaskLabel> waiting_;
};

}  // namespace interpreter
