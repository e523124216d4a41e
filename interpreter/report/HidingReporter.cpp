#include "interpreter/report/HidingReporter.hpp"

#include <utility>

namespace interpreter {

bool HidingReporter::is_shown(const Outcome& outcome) const {
    if (outcome.status == Status::ok) return choice_.shows_ok;
    return outcome.status != Status::skipped || choice_.shows_skipped;
}

Reporter& HidingReporter::target(const Outcome& outcome) const {
    const bool failed = outcome.status == Status::failed || outcome.status == Status::unreachable;
    return failed && choice_.failures != nullptr ? *choice_.failures : next_;
}

void HidingReporter::announce() {
    if (const std::optional<TaskLabel> task = std::exchange(waiting_, std::nullopt)) next_.task_started(*task);
}

void HidingReporter::task_started(const TaskLabel& task) {
    waiting_ = task;
    if (choice_.shows_ok && choice_.shows_skipped) announce();
}

void HidingReporter::host_started(const TaskLabel& task, const std::string& host) {
    if (!waiting_) next_.host_started(task, host);
}

void HidingReporter::item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    if (!is_shown(outcome)) return;
    announce();
    target(outcome).item_finished(task, host, outcome);
}

void HidingReporter::task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    if (!is_shown(outcome)) return;
    announce();
    target(outcome).task_finished(task, host, outcome);
}

void HidingReporter::retrying(const TaskLabel& task, const std::string& host, int retries_left, const Value& result) {
    announce();
    next_.retrying(task, host, retries_left, result);
}

void HidingReporter::job_polled(const JobState& job, const std::string& host) {
    announce();
    next_.job_polled(job, host);
}

void HidingReporter::included(const std::string& file, const std::vector<std::string>& hosts,
                              const std::optional<std::string>& item) {
    announce();
    next_.included(file, hosts, item);
}

void HidingReporter::live_output(const TaskLabel& task, const std::string& host, std::string_view text) {
    announce();
    next_.live_output(task, host, text);
}

}  // namespace interpreter
