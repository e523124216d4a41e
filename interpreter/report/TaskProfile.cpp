#include "interpreter/report/TaskProfile.hpp"

#include <fmt/format.h>

#include <algorithm>

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

void TaskProfile::finished(const std::vector<HostCounters>&) {
    if (style_.shows_tasks) {
        std::vector<Span> spans = spans_;
        const auto longer = [](const Span& left, const Span& right) {
            return left.end - left.start > right.end - right.start;
        };
        if (style_.order != Order::as_they_ran) std::stable_sort(spans.begin(), spans.end(), longer);
        if (style_.most > 0 && spans.size() > style_.most) spans.resize(style_.most);
        if (style_.order == Order::longest_last) std::reverse(spans.begin(), spans.end());
        out_ << std::string(static_cast<std::size_t>(style_.width), '=') << "\n";
        for (const Span& span : spans) {
            const std::string time = fmt::format(" {:.2f}s", seconds_between(span.start, span.end));
            const std::string title = mask_.masked(span.title) + " ";
            const int room = style_.width - static_cast<int>(title.size() + time.size());
            out_ << title << std::string(static_cast<std::size_t>(std::max(room, 3)), '-') << time << "\n";
        }
    }
    if (style_.shows_whole) {
        const auto whole = static_cast<long>(seconds_between(began_, clock_()));
        out_ << fmt::format("Playbook run took {} days, {} hours, {} minutes, {} seconds\n", whole / 86400,
                            whole / 3600 % 24, whole / 60 % 60, whole % 60);
    }
    out_ << std::flush;
}

}  // namespace interpreter
