#include "interpreter/report/TerminalReporter.hpp"

#include "interpreter/report/UnifiedDiff.hpp"
#include "interpreter/report/shown_result.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace interpreter {

namespace {

constexpr std::size_t shown_last_lines = 12;

std::string last_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    const std::size_t first = lines.size() > shown_last_lines ? lines.size() - shown_last_lines : 0;
    std::string joined;
    for (std::size_t index = first; index < lines.size(); ++index) joined += "    " + lines[index] + "\n";
    return joined;
}

}  // namespace

TerminalReporter::TerminalReporter(std::ostream& out, const SourceFiles& files, const SecretMask& mask,
                                   TerminalStyle style)
    : out_(out), files_(files), mask_(mask), style_(std::move(style)) {}

void TerminalReporter::playbook_started(const std::string&) {
    if (style_.check_marker) banner("DRY RUN");
}

void TerminalReporter::play_started(const std::string& name) {
    banner("PLAY [" + name + "]" + (style_.check_marker ? " [CHECK MODE]" : ""));
}
void TerminalReporter::no_hosts_matched(const std::string& play) {
    line(Paint::cyan, "skipping: " + (play.empty() ? "" : play + ": ") + "no hosts matched");
}

void TerminalReporter::no_hosts_left(const std::string& play) {
    banner("NO MORE HOSTS LEFT" + (play.empty() ? "" : " [" + play + "]"));
}

void TerminalReporter::task_started(const TaskLabel& task) {
    if (!task.beside_others) task_banner(task);
}

void TerminalReporter::task_banner(const TaskLabel& task) {
    banner((task.handler ? "RUNNING HANDLER [" : "TASK [") + task.full_title() + "]" +
           (style_.check_marker ? " [CHECK MODE]" : ""));
    if (style_.verbosity >= 2) line(Paint::none, "task path: " + files_.describe(task.position));
}

void TerminalReporter::announce(const TaskLabel& task) {
    const std::pair now(task.full_title(), task.position);
    if (task.beside_others && last_task_ != now) task_banner(task);
    last_task_ = now;
}

void TerminalReporter::item_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    announce(task);
    differences(outcome);
    result_line(task, host, outcome);
}

void TerminalReporter::task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    started_.erase({host, task.full_title()});
    announce(task);
    const bool looped = outcome.result.get("results").has_value();
    const bool items_said_it = looped && outcome.status != Status::skipped && outcome.status != Status::unreachable;
    if (!items_said_it) {
        differences(outcome);
        result_line(task, host, outcome);
    }
    if (outcome.status == Status::failed || outcome.status == Status::unreachable) failure_place(task, host, outcome);
    if (outcome.ignored) line(Paint::cyan, "...ignoring");
    out_.flush();
}

std::string TerminalReporter::result_text(const Outcome& outcome) const {
    Value shown = shown_result(outcome, style_.verbosity);
    if (!style_.format) {
        const bool spread = style_.pretty.value_or(outcome.always_shown || style_.verbosity > 2);
        return modules::to_json(shown, spread ? 4 : 0);
    }
    if (style_.pretty.value_or(true) && shown.is_map()) {
        // The lines stand in the text already.
        Map shorter = shown.as_map();
        for (const char* stream : {"stdout", "stderr"})
            if (shorter.contains(stream) && shorter.contains(std::string(stream) + "_lines"))
                shorter.set(std::string(stream) + "_lines", "<omitted>");
        shown = shorter;
    }
    std::istringstream lines(style_.format(shown));
    std::string text;
    for (std::string row; std::getline(lines, row);) text += "\n    " + row;
    return text;
}

void TerminalReporter::host_started(const TaskLabel& task, const std::string& host) {
    started_.insert_or_assign({host, task.full_title()}, std::chrono::steady_clock::now());
    if (style_.shows_host_starts) line(Paint::none, fmt::format("[started TASK: {} on {}]", task.full_title(), host));
}

bool TerminalReporter::runs_for_long(const TaskLabel& task, const std::string& host) const {
    if (style_.verbosity >= 2) return true;
    const auto began = started_.find({host, task.full_title()});
    return style_.live_after && began != started_.end() &&
           std::chrono::steady_clock::now() - began->second >= *style_.live_after;
}

void TerminalReporter::custom_stats_lines() {
    if (!style_.shows_custom_stats || (custom_stats_.global.empty() && custom_stats_.per_host.empty())) return;
    banner("CUSTOM STATS:");
    for (const Map::Entry& host : custom_stats_.per_host)
        line(Paint::none, "\t" + host.first + ": " + modules::to_json(sorted_deeply(host.second)));
    if (!custom_stats_.global.empty())
        line(Paint::none, "\n\tRUN: " + modules::to_json(sorted_deeply(custom_stats_.global)));
    out_ << "\n";
}

void TerminalReporter::result_line(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    const std::string on = outcome.delegate.empty() ? host : host + " -> " + outcome.delegate;
    const std::string where = "[" + on + "]" + (task.beside_others ? " " + task.full_title() : std::string());
    const std::string item = outcome.item ? " => (item=" + *outcome.item + ")" : std::string();
    const auto json = [&] { return result_text(outcome); };
    const bool verbose = outcome.always_shown || style_.verbosity > 0;
    const std::string detail = verbose ? " => " + json() : std::string();
    switch (outcome.status) {
    case Status::ok: {
        const bool unknown = outcome.result.flag("unknown");
        const std::string reason = unknown ? " (cannot know: " + outcome.result.text_of("unknown_reason") + ")" : "";
        return line(unknown ? Paint::purple : Paint::green, "ok: " + where + item + reason + detail);
    }
    case Status::changed: return line(Paint::yellow, "changed: " + where + item + detail);
    case Status::skipped: {
        const std::string reason = style_.verbosity > 0 && !outcome.false_condition.empty()
                                       ? " (false: " + outcome.false_condition + ")"
                                       : std::string();
        return line(Paint::cyan, "skipping: " + where + (outcome.item ? item + " " : "") + reason +
                                     (style_.verbosity > 0 ? detail : std::string()));
    }
    case Status::failed:
        if (outcome.item)
            return line(Paint::red, "failed: " + where + " (item=" + *outcome.item + ") => " + json());
        return line(Paint::red, "fatal: " + where + ": FAILED! => " + json());
    case Status::unreachable: return line(Paint::red, "fatal: " + where + ": UNREACHABLE! => " + json());
    }
}

void TerminalReporter::failure_place(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    if (outcome.diagnostic) return finding(*outcome.diagnostic);
    const std::string message = outcome.result.text_of("msg", outcome.result.text_of("censored", "it gave no reason"));
    std::string text = fmt::format("  {}: {} ({}) on {}: {}\n", files_.describe(task.position), task.full_title(),
                                   task.action, host, message);
    for (const char* stream : {"stdout", "stderr"})
        if (const std::string output = outcome.result.text_of(stream); !output.empty())
            text += fmt::format("  last lines of {}:\n{}", stream, last_lines(output));
    if (const std::string hint = outcome.result.text_of("hint"); !hint.empty()) text += "  = hint: " + hint + "\n";
    text.pop_back();
    line(outcome.ignored ? Paint::cyan : Paint::red, text);
}

void TerminalReporter::retrying(const TaskLabel& task, const std::string& host, int retries_left,
                                const Value& result) {
    announce(task);
    line(Paint::cyan, fmt::format("FAILED - RETRYING: [{}]: {} ({} retries left).", host, task.full_title(), retries_left) +
                          (style_.verbosity > 2 ? "Result was: " + modules::to_json(result) : std::string()));
}

void TerminalReporter::job_polled(const JobState& job, const std::string& host) {
    static constexpr const char* words[] = {"POLL", "OK", "FAILED"};
    const char* more = job.stage == JobState::Stage::running ? " started=1 finished=0" : "";
    line(Paint::none,
         fmt::format("ASYNC {} on {}: jid={}{}", words[static_cast<std::size_t>(job.stage)], host, job.id, more));
    out_.flush();
}

void TerminalReporter::included(const std::string& file, const std::vector<std::string>& hosts,
                                const std::optional<std::string>& item) {
    line(Paint::cyan, fmt::format("included: {} for {}{}", file, fmt::join(hosts, ", "),
                                  item ? " => (item=" + *item + ")" : std::string()));
}

void TerminalReporter::live_output(const TaskLabel& task, const std::string& host, std::string_view text) {
    if (!runs_for_long(task, host)) return;
    announce(task);
    std::istringstream stream{std::string(text)};
    for (std::string output; std::getline(stream, output);) line(Paint::blue, host + " | " + output);
}

void TerminalReporter::blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) {
    line(Paint::red, fmt::format("blocked: [{}] {} (because of {}: {})", host, vertex, files_.describe(because_of.position),
                                 because_of.full_title()));
}

void TerminalReporter::graph_finished(const GraphTimes& times) { graphs_.push_back(times); }

void TerminalReporter::finding(const Diagnostic& diagnostic) {
    out_ << mask_.masked(render(diagnostic, files_, style_.colour)) << std::flush;
}

void TerminalReporter::interrupted(const std::vector<std::string>& running) {
    line(Paint::red, "interrupted: nothing new is started; press Ctrl-C again to cancel what runs");
    for (const std::string& what : running) line(Paint::red, "  still running: " + what);
    out_.flush();
}

void TerminalReporter::finished(const std::vector<HostCounters>& counters) {
    banner("PLAY RECAP");
    for (const HostCounters& host : counters) {
        Paint paint = Paint::green;
        if (host.failed > 0 || host.unreachable > 0)
            paint = Paint::red;
        else if (host.changed > 0)
            paint = Paint::yellow;
        const std::string name = fmt::format("{:<26}", host.host);
        out_ << painted(paint, name) << " : " << counter("ok", host.ok, Paint::green)
             << " " << counter("changed", host.changed, Paint::yellow) << " "
             << counter("unreachable", host.unreachable, Paint::red) << " " << counter("failed", host.failed, Paint::red)
             << " " << counter("skipped", host.skipped, Paint::cyan) << " "
             << counter("rescued", host.rescued, Paint::yellow) << " "
             << counter("ignored", host.ignored, Paint::purple);
        if (host.blocked > 0) out_ << " " << counter("blocked", host.blocked, Paint::red);
        out_ << "\n";
    }
    for (const GraphTimes& graph : std::exchange(graphs_, {})) times(graph);
    out_ << "\n";
    custom_stats_lines();
    if (style_.check_marker) banner("DRY RUN");
    out_ << std::flush;
}

void TerminalReporter::times(const GraphTimes& graph) {
    const auto whole = [](const GraphTimes::Steps& steps) {
        double sum = 0;
        for (const auto& [vertex, seconds] : steps) sum += seconds;
        return sum;
    };
    const double busy = whole(graph.work);
    std::vector<std::string> steps;
    for (const auto& [vertex, seconds] : graph.critical_path)
        steps.push_back(fmt::format("{} {:.2f} s", vertex, seconds));
    const bool of_plays = graph.play.empty();
    if (steps.empty()) steps.emplace_back(of_plays ? "no play took a millisecond" : "no vertex took a millisecond");
    const std::string who = of_plays ? "The plays took" : fmt::format("The graph of '{}' took", graph.play);
    line(Paint::none, fmt::format("\n{} {:.2f} s; {} were at work for {:.2f} s, so that "
                                  "{:.2f} s were saved.\n  critical path, {:.2f} s: {}",
                                  who, graph.wall, of_plays ? "they" : "its vertices", busy,
                                  std::max(0.0, busy - graph.wall), whole(graph.critical_path),
                                  fmt::join(steps, " → ")));
}

std::string TerminalReporter::counter(const char* name, int count, Paint paint) const {
    const std::string text = fmt::format("{}={:<4}", name, count);
    return painted(count > 0 ? paint : Paint::none, text);
}

void TerminalReporter::banner(const std::string& text) {
    last_task_.reset();
    const std::string masked = mask_.masked(text);
    const int stars = std::max(3, style_.width - static_cast<int>(masked.size()));
    out_ << "\n" << masked << " " << std::string(static_cast<std::size_t>(stars), '*') << "\n" << std::flush;
}

void TerminalReporter::line(Paint paint, const std::string& text) {
    out_ << painted(paint, mask_.masked(text)) << "\n";
}

void TerminalReporter::differences(const Outcome& outcome) {
    if (!style_.show_differences) return;
    for (const modules::Difference& difference : outcome.differences) {
        std::istringstream text(mask_.masked(unified_diff(difference)));
        for (std::string row; std::getline(text, row);) {
            Paint paint = Paint::none;
            if (row.starts_with('+'))
                paint = Paint::green;
            else if (row.starts_with('-'))
                paint = Paint::red;
            else if (row.starts_with("@@"))
                paint = Paint::cyan;
            out_ << painted(paint, row) << "\n";
        }
    }
}

std::string TerminalReporter::painted(Paint paint, const std::string& text) const {
    if (style_.colour == Colour::never || paint == Paint::none) return text;
    static constexpr const char* codes[] = {"", "0;32", "0;33", "0;31", "0;36", "0;34", "0;35"};
    return fmt::format("\033[{}m{}\033[0m", codes[static_cast<std::size_t>(paint)], text);
}

}  // namespace interpreter
