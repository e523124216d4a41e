#pragma once

#include "interpreter/report/Clock.hpp"
#include "interpreter/report/QuietReporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <map>
#include <ostream>

namespace interpreter {

/// At the end of a playbook: which tasks took how long, and how long the whole took (Ansible's `profile_tasks` and
/// `timer`). Where a graph ordered them, its roles and tasks follow (and plays that ran at once), each with the time in
/// which it was at work on whichever hosts.
class TaskProfile final : public QuietReporter {
  public:
    enum class Order { longest_first, longest_last, as_they_ran };
    struct Style {
        bool shows_tasks = true;
        bool shows_whole = false;
        Order order = Order::longest_first;
        /// How many tasks; 0: all.
        std::size_t most = 20;
        int width = 79;
    };
    TaskProfile(std::ostream& out, const SecretMask& mask, Style style, Clock clock);

    void task_started(const TaskLabel& task) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void graph_finished(const GraphTimes& times) override { graphs_.push_back(times); }
    void finished(const std::vector<HostCounters>& counters) override;

  private:
    struct Span {
        std::string title;
        Moment start;
        Moment end;
    };
    [[nodiscard]] Span* span_of(const TaskLabel& task);
    /// What took how long, as the style has it, under a line.
    void table(GraphTimes::Steps steps) const;

    std::ostream& out_;
    const SecretMask& mask_;
    Style style_;
    Clock clock_;
    Moment began_;
    std::vector<Span> spans_;
    std::vector<GraphTimes> graphs_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> latest_;
};

}  // namespace interpreter
