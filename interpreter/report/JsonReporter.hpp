#pragma once

#include "interpreter/report/Clock.hpp"
#include "interpreter/report/QuietReporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <functional>
#include <map>
#include <ostream>

namespace interpreter {

/// One JSON document at the end of each playbook, of all that ran so far, in the form of Ansible's `json` callback:
/// plays with tasks with hosts with results, and `stats`. Findings go to `error` as text.
class JsonReporter final : public QuietReporter {
  public:
    /// `next_id` gives plays and tasks their ids.
    JsonReporter(std::ostream& out, std::ostream& error, const SourceFiles& files, const SecretMask& mask,
                 Clock clock, std::function<std::string()> next_id)
        : out_(out), error_(error), files_(files), mask_(mask), clock_(std::move(clock)),
          next_id_(std::move(next_id)) {}

    void play_started(const std::string& name) override;
    void task_started(const TaskLabel& task) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void custom_stats(const CustomStats& stats) override { stats_ = stats; }
    void finding(const Diagnostic& diagnostic) override;
    void finished(const std::vector<HostCounters>& counters) override;

  private:
    struct Duration {
        Moment start;
        std::optional<Moment> end;
        [[nodiscard]] Value value() const;
    };
    struct TaskRecord {
        std::string name;
        std::string id;
        Position position;
        Duration duration;
        std::map<std::string, Value> hosts;
    };
    struct PlayRecord {
        std::string name;
        std::string id;
        Duration duration;
        std::vector<TaskRecord> tasks;
    };

    [[nodiscard]] Value document(const std::vector<HostCounters>& counters) const;
    /// Of a task whose play runs beside others that play, else the latest.
    [[nodiscard]] PlayRecord& play_of(const TaskLabel& task);
    [[nodiscard]] TaskRecord& record_of(const TaskLabel& task);

    std::ostream& out_;
    std::ostream& error_;
    const SourceFiles& files_;
    const SecretMask& mask_;
    Clock clock_;
    std::function<std::string()> next_id_;
    std::vector<PlayRecord> plays_;
    CustomStats stats_;
};

/// Random ids in the form of a UUID.
std::string random_id();

}  // namespace interpreter
