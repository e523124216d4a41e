// The part of TaskCall that runs `async:` tasks: as a job of the host, which is asked for its state until it
// has ended.

#include "interpreter/execution/TaskCall.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace interpreter {

namespace {

using Clock = std::chrono::steady_clock;

/// A job that ends soon is seen to end soon: looks begin close together and grow apart up to `poll`.
constexpr std::chrono::milliseconds first_pause{50};

bool has_ended(const modules::ModuleResult& status) {
    const Value* finished = status.data.find("finished");
    return finished != nullptr && finished->is_integer() && finished->as_integer() == 1;
}

/// The host's own clock may be the first to find that the time is over.
bool was_ended_by_limit(const modules::ModuleResult& status) {
    return status.failure == "Timeout exceeded" && status.data.contains("child_pid");
}

/// As a look before the end of the time would have said it: whose clock was first makes no difference.
modules::ModuleResult late(const modules::ModuleResult& status, std::chrono::seconds limit) {
    Map seen;
    for (const char* key : {"ansible_job_id", "results_file"})
        if (const Value* value = status.data.find(key)) seen.set(key, *value);
    seen.set("started", 1);
    seen.set("finished", 0);
    for (const char* stream : {"stdout", "stderr"}) {
        seen.set(stream, "");
        seen.set(std::string(stream) + "_lines", List{});
    }
    modules::ModuleResult result;
    result.failure =
        fmt::format("async task did not complete within the requested time - {}s", limit.count());
    result.data.set("async_result", seen);
    return result;
}

}  // namespace

ActionResult TaskCall::run_in_background(std::chrono::seconds limit) {
    if (mode_ == RunMode::check) throw modules::Failure("check mode and async cannot be used on same task.");
    const std::int64_t poll = keywords_.number("poll").value_or(run_.options.poll_interval);
    ActionResult answer;
    answer.result = call_module(task_.action, arguments(), {}, limit);
    const Value* job = answer.result.data.find("ansible_job_id");
    if (poll <= 0 || answer.result.failure || job == nullptr) return answer;
    answer.result = wait_for_job(job->as_text(), limit, std::chrono::seconds(poll));
    return answer;
}

modules::ModuleResult TaskCall::wait_for_job(const std::string& job, std::chrono::seconds limit,
                                             std::chrono::seconds poll) {
    const Clock::time_point deadline = Clock::now() + limit;
    Clock::time_point next_report = Clock::now() + poll;
    std::chrono::milliseconds pause = first_pause;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (!run_.interrupt.wait(std::clamp(left, std::chrono::milliseconds(0), pause))) throw Interrupted();
        pause = std::min<std::chrono::milliseconds>(pause * 2, poll);
        const bool last = Clock::now() >= deadline;
        modules::ModuleResult status;
        try {
            status = call_module("async_status", Map{{"jid", job}}, {});
        } catch (const HostUnreachable&) {
            // The job may be what took the host away (a restart of its network); it goes on without us.
            if (last) throw;
            continue;
        }
        if (was_ended_by_limit(status) || (last && !has_ended(status))) {
            run_.reporter.job_polled({job, JobState::Stage::failed}, host_.name());
            return late(status, limit);
        }
        if (has_ended(status)) {
            run_.reporter.job_polled({job, status.failure ? JobState::Stage::failed : JobState::Stage::done},
                                     host_.name());
            forget_job(job);
            return status;
        }
        if (Clock::now() < next_report) continue;
        run_.reporter.job_polled({job, JobState::Stage::running}, host_.name());
        next_report = Clock::now() + poll;
    }
}

void TaskCall::forget_job(const std::string& job) {
    try {
        call_module("async_status", Map{{"jid", job}, {"mode", "cleanup"}}, {});
    } catch (const HostUnreachable&) {
        // Its file stays on the host; the job's result is known all the same.
        return;
    }
}

}  // namespace interpreter
