#pragma once

#include "interpreter/source/Diagnostic.hpp"
#include "modules/module/ModuleResult.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interpreter {

enum class Status { ok, changed, skipped, failed, unreachable };

/// Which task an event is about.
struct TaskLabel {
    /// "role : name", or the name alone; rendered.
    std::string title;
    /// The module or action.
    std::string action;
    Position position;
    bool handler = false;
    /// Other tasks run beside it: each line says which it is about, and a banner comes only when that changes.
    bool beside_others = false;
    /// Where plays run beside each other: its play's name.
    std::string play = {};

    /// The title with the play's name, where that has to be said.
    [[nodiscard]] std::string full_title() const { return play.empty() ? title : play + " / " + title; }
};

/// What became of a task, or of one item of its loop, on one host.
struct Outcome {
    Status status = Status::ok;
    /// Failed, but `ignore_errors` or `ignore_unreachable` said to go on.
    bool ignored = false;
    /// The registered result; already censored where `no_log` says so.
    Value result;
    std::vector<modules::Difference> differences;
    /// Show the result whatever the verbosity is (debug).
    bool always_shown = false;
    /// Where it ran, if somebody else did the work.
    std::string delegate;
    /// Of an item: its label. Absent for a whole task.
    std::optional<std::string> item;
    /// Of a skipped task: the condition that was false.
    std::string false_condition;
    /// Errors with a place: an expression that could not be evaluated.
    std::optional<Diagnostic> diagnostic;
};

/// A background job (`async:`) that is waited for.
struct JobState {
    enum class Stage { running, done, failed };
    std::string id;
    Stage stage = Stage::running;
};

/// The recap's seven counters of one host.
struct HostCounters {
    std::string host;
    int ok = 0;
    int changed = 0;
    int unreachable = 0;
    int failed = 0;
    int skipped = 0;
    int rescued = 0;
    int ignored = 0;
    /// Vertices of a graph that could not run, because of what failed before them.
    int blocked = 0;

    void add(const HostCounters& more);
    /// Nothing was counted.
    [[nodiscard]] bool empty() const;
};

/// Where a graph's time went, in seconds.
struct GraphTimes {
    /// Empty: it is the graph of the plays themselves.
    std::string play;
    /// Vertices (or plays) by name, and for how many seconds each was at work.
    using Steps = std::vector<std::pair<std::string, double>>;
    /// All of them, on whichever hosts.
    Steps work;
    /// The longest chain that had to run one after another.
    Steps critical_path;
    /// From the first beginning to the last end, in seconds.
    double wall = 0;
};

/// What set_stats set.
struct CustomStats {
    Map global;
    /// By host, where it was set for each.
    Map per_host;
};

/// Listens to a run and alone speaks of it. Called from many threads, one event at a time (the executor serialises).
class Reporter {
  public:
    virtual ~Reporter() = default;
    virtual void playbook_started(const std::string& /*path*/) {}
    virtual void play_started(const std::string& name) = 0;
    /// `play`: its name, where others run beside it.
    virtual void no_hosts_matched(const std::string& play) = 0;
    virtual void no_hosts_left(const std::string& play) = 0;
    virtual void task_started(const TaskLabel& task) = 0;
    /// A task begins on a host.
    virtual void host_started(const TaskLabel& /*task*/, const std::string& /*host*/) {}
    virtual void item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) = 0;
    virtual void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) = 0;
    virtual void retrying(const TaskLabel& task, const std::string& host, int retries_left, const Value& result) = 0;
    /// What is known of a background job that a task waits for.
    virtual void job_polled(const JobState& job, const std::string& host) = 0;
    /// Tasks were included for these hosts; `item` is the loop's, if there was one.
    virtual void included(const std::string& file, const std::vector<std::string>& hosts,
                  const std::optional<std::string>& item) = 0;
    /// Output of a task that still runs.
    virtual void live_output(const TaskLabel& task, const std::string& host, std::string_view text) = 0;
    /// A vertex of a graph cannot run on that host because of what became of the task.
    virtual void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) = 0;
    virtual void graph_finished(const GraphTimes& times) = 0;
    virtual void finding(const Diagnostic& diagnostic) = 0;
    /// The first Ctrl-C; later events say what still ended.
    virtual void interrupted(const std::vector<std::string>& running) = 0;
    /// What was set until now; before the end.
    virtual void custom_stats(const CustomStats& /*stats*/) {}
    virtual void finished(const std::vector<HostCounters>& counters) = 0;
};

}  // namespace interpreter
