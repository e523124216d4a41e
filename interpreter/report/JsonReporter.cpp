#include "interpreter/report/JsonReporter.hpp"

#include "interpreter/report/shown_result.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <random>

namespace interpreter {

std::string random_id() {
    static std::random_device source;
    std::uniform_int_distribution<std::uint32_t> any;
    const std::uint32_t first = any(source);
    const std::uint32_t second = any(source);
    const std::uint32_t third = any(source);
    const std::uint32_t fourth = any(source);
    // Version 4, variant 1 (RFC 9562).
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", first, second >> 16U, second & 0xFFFU,
                       0x8000U | (third & 0x3FFFU), third >> 16U, fourth);
}

Value JsonReporter::Duration::value() const {
    Map shown{{"start", utc_text(start)}};
    if (end) shown.set("end", utc_text(*end));
    return shown;
}

void JsonReporter::play_started(const std::string& name) {
    plays_.push_back({name, next_id_(), {clock_(), {}}, {}});
}

void JsonReporter::task_started(const TaskLabel& task) {
    if (plays_.empty()) return;
    play_of(task).tasks.push_back({task.title, next_id_(), task.position, {clock_(), {}}, {}});
}

JsonReporter::PlayRecord& JsonReporter::play_of(const TaskLabel& task) {
    if (!task.play.empty())
        for (auto play = plays_.rbegin(); play != plays_.rend(); ++play)
            if (play->name == task.play) return *play;
    return plays_.back();
}

// Several may run at once: the latest that is this one.
JsonReporter::TaskRecord& JsonReporter::record_of(const TaskLabel& task) {
    std::vector<TaskRecord>& tasks = play_of(task).tasks;
    for (auto record = tasks.rbegin(); record != tasks.rend(); ++record)
        if (record->position == task.position && record->name == task.title) return *record;
    task_started(task);
    return tasks.back();
}

void JsonReporter::task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    if (plays_.empty()) return;
    TaskRecord& record = record_of(task);
    Map result = outcome.result.is_map() ? outcome.result.as_map() : Map{};
    result.set("action", task.action);
    // Only what failed says so.
    result.erase("failed");
    if (outcome.status == Status::failed) result.set("failed", true);
    if (outcome.status == Status::unreachable) result.set("unreachable", true);
    if (outcome.status == Status::skipped) result.set("skipped", true);
    if (outcome.ignored) result.set("ignored", true);
    record.hosts.insert_or_assign(host, Value(result));
    record.duration.end = clock_();
    play_of(task).duration.end = record.duration.end;
}

void JsonReporter::finding(const Diagnostic& diagnostic) {
    error_ << mask_.masked(render(diagnostic, files_, Colour::never)) << std::flush;
}

Value JsonReporter::document(const std::vector<HostCounters>& counters) const {
    List plays;
    for (const PlayRecord& play : plays_) {
        List tasks;
        for (const TaskRecord& task : play.tasks) {
            Map hosts;
            for (const auto& [host, result] : task.hosts) hosts.set(host, result);
            tasks.push_back(Map{{"hosts", hosts},
                                {"task", Map{{"duration", task.duration.value()},
                                             {"id", task.id},
                                             {"name", task.name},
                                             {"path", files_.describe({task.position.file, task.position.line, 0})}}}});
        }
        plays.push_back(Map{{"play", Map{{"duration", play.duration.value()}, {"id", play.id}, {"name", play.name}}},
                            {"tasks", tasks}});
    }
    Map stats;
    for (const HostCounters& host : counters) {
        Map counted{{"changed", host.changed}, {"failures", host.failed},   {"ignored", host.ignored},
                    {"ok", host.ok},           {"rescued", host.rescued},   {"skipped", host.skipped},
                    {"unreachable", host.unreachable}};
        if (host.blocked > 0) counted.set("blocked", host.blocked);
        stats.set(host.host, counted);
    }
    return Map{{"custom_stats", stats_.per_host}, {"global_custom_stats", stats_.global}, {"plays", plays},
               {"stats", stats}};
}

void JsonReporter::finished(const std::vector<HostCounters>& counters) {
    out_ << mask_.masked(modules::to_json(sorted_deeply(document(counters)), 4)) << std::endl;
}

}  // namespace interpreter
