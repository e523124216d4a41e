#pragma once

#include "interpreter/report/Reporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <ostream>

namespace interpreter {

struct TerminalStyle {
    Colour colour = Colour::never;
    int verbosity = 0;
    bool show_differences = false;
    /// Columns of a banner.
    int width = 79;
};

/// The usual output: banners, a line a host, item lines, diffs, the recap. Masks every known secret by value.
class TerminalReporter final : public Reporter {
  public:
    TerminalReporter(std::ostream& out, const SourceFiles& files, const SecretMask& mask, TerminalStyle style);

    void play_started(const std::string& name) override;
    void no_hosts_matched() override;
    void no_hosts_left() override;
    void task_started(const TaskLabel& task) override;
    void item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void retrying(const TaskLabel& task, const std::string& host, int retries_left, const Value& result) override;
    void job_polled(const JobState& job, const std::string& host) override;
    void included(const std::string& file, const std::vector<std::string>& hosts,
                  const std::optional<std::string>& item) override;
    void live_output(const TaskLabel& task, const std::string& host, std::string_view text) override;
    void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) override;
    void graph_finished(const GraphTimes& times) override;
    void finding(const Diagnostic& diagnostic) override;
    void interrupted(const std::vector<std::string>& running) override;
    void finished(const std::vector<HostCounters>& counters) override;

  private:
    enum class Paint { none, green, yellow, red, cyan, blue, purple };

    void banner(const std::string& text);
    void task_banner(const TaskLabel& task);
    /// The banner of a task that runs beside others, unless it is the last one that was written.
    void announce(const TaskLabel& task);
    void times(const GraphTimes& graph);
    void line(Paint paint, const std::string& text);
    [[nodiscard]] std::string painted(Paint paint, const std::string& text) const;
    void result_line(const TaskLabel& task, const std::string& host, const Outcome& outcome);
    void failure_place(const TaskLabel& task, const std::string& host, const Outcome& outcome);
    void differences(const Outcome& outcome);
    [[nodiscard]] std::string counter(const char* name, int count, Paint paint) const;

    std::ostream& out_;
    const SourceFiles& files_;
    const SecretMask& mask_;
    TerminalStyle style_;
    /// Whose banner was the last that was written; none after another kind of banner.
    std::optional<std::pair<std::string, Position>> last_task_;
    std::vector<GraphTimes> graphs_;
};

}  // namespace interpreter
