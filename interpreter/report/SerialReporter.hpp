#pragma once

#include "interpreter/report/Reporter.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace interpreter {

/// Passes events on one at a time, from whichever thread they come, so that results never interleave; to several
/// reporters in their order.
class SerialReporter final : public Reporter {
  public:
    explicit SerialReporter(Reporter& next) : next_{&next} {}
    explicit SerialReporter(std::vector<Reporter*> next) : next_(std::move(next)) {}

    void playbook_started(const std::string& path) override { pass(&Reporter::playbook_started, path); }
    void host_started(const TaskLabel& task, const std::string& host) override {
        pass(&Reporter::host_started, task, host);
    }
    void custom_stats(const CustomStats& stats) override { pass(&Reporter::custom_stats, stats); }

    void play_started(const std::string& name) override { pass(&Reporter::play_started, name); }
    void no_hosts_matched(const std::string& play) override { pass(&Reporter::no_hosts_matched, play); }
    void no_hosts_left(const std::string& play) override { pass(&Reporter::no_hosts_left, play); }
    void task_started(const TaskLabel& task) override { pass(&Reporter::task_started, task); }
    void item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override {
        pass(&Reporter::item_finished, task, host, outcome);
    }
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override {
        pass(&Reporter::task_finished, task, host, outcome);
    }
    void retrying(const TaskLabel& task, const std::string& host, int retries_left, const Value& result) override {
        pass(&Reporter::retrying, task, host, retries_left, result);
    }
    void job_polled(const JobState& job, const std::string& host) override {
        pass(&Reporter::job_polled, job, host);
    }
    void included(const std::string& file, const std::vector<std::string>& hosts,
                  const std::optional<std::string>& item) override {
        pass(&Reporter::included, file, hosts, item);
    }
    void live_output(const TaskLabel& task, const std::string& host, std::string_view text) override {
        pass(&Reporter::live_output, task, host, text);
    }
    void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) override {
        pass(&Reporter::blocked, vertex, host, because_of);
    }
    void graph_finished(const GraphTimes& times) override { pass(&Reporter::graph_finished, times); }
    void finding(const Diagnostic& diagnostic) override { pass(&Reporter::finding, diagnostic); }
    void interrupted(const std::vector<std::string>& running) override { pass(&Reporter::interrupted, running); }
    void finished(const std::vector<HostCounters>& counters) override { pass(&Reporter::finished, counters); }

  private:
    template <class Event, class... Details>
    void pass(Event event, const Details&... details) {
        const std::lock_guard lock(mutex_);
        for (Reporter* next : next_)
            (next->*event)(details...);
    }

    std::vector<Reporter*> next_;
    std::mutex mutex_;
};

}  // namespace interpreter
