#include "interpreter/report/TaskProfile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace interpreter {

TaskProfile::TaskProfile(std::ostream& out, const SecretMask& mask, Style style, Clock clock)
    : out_(out), mask_(mask), style_(style), clock_(std::move(clock)), began_(clock_()) {}

TaskProfile::Span* TaskProfile::span_of(const TaskLabel& task) {
    const auto found = latest_.find({task.position.file, task.position.line});
    return found != latest_.end() ? &spans_[found->second] : nullptr;
}

void TaskProfile::task_started(const TaskLabel& task) {
    const Moment now = clock_();
    latest_.insert_or_assign({task.position.file, task.position.line}, spans_.size());
    spans_.push_back({task.full_title(), now, now});
}

void TaskProfile::task_finished(const TaskLabel& task, const std::string&, const Outcome&) {
    if (Span* span = span_of(task)) span->end = clock_();
}

void TaskProfile::table(GraphTimes::Steps steps) const {
    const auto longer = [](const auto& left, const auto& right) { return left.second > right.second; };
    if (style_.order != Order::as_they_ran) std::stable_sort(steps.begin(), steps.end(), longer);
    if (style_.most > 0 && steps.size() > style_.most) steps.resize(style_.most);
    if (style_.order == Order::longest_last) std::reverse(steps.begin(), steps.end());
    out_ << std::string(static_cast<std::size_t>(style_.width), '=') << "\n";
    for (const auto& [title, seconds] : steps) {
        const std::string time = fmt::format(" {:.2f}s", seconds);
        const std::string shown = mask_.masked(title) + " ";
        const int room = style_.width - static_cast<int>(shown.size() + time.size());
        out_ << shown << std::string(static_cast<std::size_t>(std::max(room, 3)), '-') << time << "\n";
    }
}

void TaskProfile::finished(const std::vector<HostCounters>&) {
    if (style_.shows_tasks) {
        GraphTimes::Steps tasks;
        for (const Span& span : spans_) tasks.emplace_back(span.title, seconds_between(span.start, span.end));
        table(std::move(tasks));
        for (GraphTimes& graph : std::exchange(graphs_, {})) table(std::move(graph.work));
    }
    if (style_.shows_whole) {
        const auto whole = static_cast<long>(seconds_between(began_, clock_()));
        out_ << fmt::format("Playbook run took {} days, {} hours, {} minutes, {} seconds\n", whole / 86400,
                            whole / 3600 % 24, whole / 60 % 60, whole % 60);
    }
    out_ << std::flush;
}

}  // namespace interpreter
