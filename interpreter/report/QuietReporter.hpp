#pragma once

#include "interpreter/report/Reporter.hpp"

namespace interpreter {

/// Listens to everything and says nothing: for reporters that care about a few events only.
class QuietReporter : public Reporter {
  public:
    void play_started(const std::string&) override {}
    void no_hosts_matched(const std::string&) override {}
    void no_hosts_left(const std::string&) override {}
    void task_started(const TaskLabel&) override {}
    void item_finished(const TaskLabel&, const std::string&, const Outcome&) override {}
    void task_finished(const TaskLabel&, const std::string&, const Outcome&) override {}
    void retrying(const TaskLabel&, const std::string&, int, const Value&) override {}
    void job_polled(const JobState&, const std::string&) override {}
    void included(const std::string&, const std::vector<std::string>&, const std::optional<std::string>&) override {}
    void live_output(const TaskLabel&, const std::string&, std::string_view) override {}
    void blocked(const std::string&, const std::string&, const TaskLabel&) override {}
    void graph_finished(const GraphTimes&) override {}
    void finding(const Diagnostic&) override {}
    void interrupted(const std::vector<std::string>&) override {}
    void finished(const std::vector<HostCounters>&) override {}
};

}  // namespace interpreter
