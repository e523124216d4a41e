#pragma once

#include "interpreter/report/Reporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <ostream>

namespace interpreter {

struct TerminalStyle {
    Colour colour = Colour::never;
    int verbosity = 0;
    bool show_differences = false;
    /// Columns of a banner.
    int width = 79;
    /// Writes a result in another form than JSON, each line with its line end.
    std::function<std::string(const Value&)> format = {};
    /// Results over several lines; unset: where much was asked for.
    std::optional<bool> pretty = {};
    /// Banners say that this is a check run.
    bool check_marker = false;
    bool shows_host_starts = false;
    bool shows_custom_stats = false;
    /// What a task prints is shown while it runs, once it has run that long; unset: from -vv on.
    std::optional<std::chrono::seconds> live_after = {};
};

/// The usual output: banners, a line a host, item lines, diffs, the recap. Masks every known secret by value.
class TerminalReporter final : public Reporter {
  public:
    TerminalReporter(std::ostream& out, const SourceFiles& files, const SecretMask& mask, TerminalStyle style);

    void play_started(const std::string& name) override;
    void no_hosts_matched(const std::string& play) override;
    void no_hosts_left(const std::string& play) override;
    void playbook_started(const std::string& path) override;
    void task_started(const TaskLabel& task) override;
    void host_started(const TaskLabel& task, const std::string& host) override;
    void custom_stats(const CustomStats& stats) override { custom_stats_ = stats; }
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
    void custom_stats_lines();
    [[nodiscard]] std::string result_text(const Outcome& outcome) const;
    [[nodiscard]] bool runs_for_long(const TaskLabel& task, const std::string& host) const;
    [[nodiscard]] std::string counter(const char* name, int count, Paint paint) const;

    std::ostream& out_;
    const SourceFiles& files_;
    const SecretMask& mask_;
    TerminalStyle style_;
    /// Whose banner was the last that was written; none after another kind of banner.
    std::optional<std::pair<std::string, Position>> last_task_;
    std::vector<GraphTimes> graphs_;
    CustomStats custom_stats_;
    /// By host and task, what runs now.
    std::map<std::pair<std::string, std::string>, std::chrono::steady_clock::time_point> started_;
};

}  // namespace interpreter
