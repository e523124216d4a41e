#include "interpreter/report/MinimalReporter.hpp"

#include "interpreter/report/UnifiedDiff.hpp"
#include "interpreter/report/shown_result.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

// Modules whose result is the text that they printed.
bool is_command(std::string_view action) {
    for (const std::string_view collection : {"ansible.builtin.", "ansible.legacy."})
        if (action.starts_with(collection)) action.remove_prefix(collection.size());
    static constexpr std::array<std::string_view, 5> commands{"command", "shell", "raw", "script", "win_command"};
    return std::find(commands.begin(), commands.end(), action) != commands.end();
}

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char letter : text) {
        if (letter == '\n')
            line += "\\n";
        else if (letter == '\r')
            line += "\\r";
        else
            line += letter;
    }
    return line;
}

std::string status_number(const Value& result) {
    const std::optional<Value> number = result.get("rc");
    return number ? modules::to_json(*number) : "-1";
}

// Python's json.dumps(indent=0) with its line ends taken out: no blank between items.
std::string compact_json(const Value& value) {
    if (value.is_list()) {
        std::string text;
        for (const Value& item : value.as_list()) text += (text.empty() ? "" : ",") + compact_json(item);
        return "[" + text + "]";
    }
    if (!value.is_map()) return modules::to_json(value);
    std::string text;
    for (const Map::Entry& entry : value.as_map())
        text += (text.empty() ? "" : ",") + modules::to_json(Value(entry.first)) + ": " + compact_json(entry.second);
    return "{" + text + "}";
}

}  // namespace

std::string MinimalReporter::json(const Outcome& outcome) const {
    const Value shown = sorted_deeply(shown_result(outcome, style_.verbosity));
    return style_.form == MinimalForm::lines ? modules::to_json(shown, 4) : compact_json(shown);
}

std::string MinimalReporter::command_text(const std::string& host, const Outcome& outcome,
                                          const std::string& caption) const {
    const Value& result = outcome.result;
    const std::string number = status_number(result);
    if (style_.form == MinimalForm::lines)
        return fmt::format("{} | {} | rc={} >>\n{}{}{}", host, caption, number, result.text_of("stdout"),
                           result.text_of("stderr"), result.text_of("msg"));
    const std::string errors = on_one_line(result.text_of("stderr"));
    return fmt::format("{} | {} | rc={} | (stdout) {}{}", host, caption, number,
                       on_one_line(result.text_of("stdout")), errors.empty() ? "" : " (stderr) " + errors);
}

std::string MinimalReporter::result_text(const TaskLabel& task, const std::string& host,
                                         const Outcome& outcome) const {
    const bool is_text = is_command(task.action) && !outcome.result.get("ansible_job_id") &&
                         outcome.result.get("rc").has_value();
    switch (outcome.status) {
    case Status::ok:
    case Status::changed: {
        const std::string caption = outcome.status == Status::changed ? "CHANGED" : "SUCCESS";
        return is_text ? command_text(host, outcome, caption) : host + " | " + caption + " => " + json(outcome);
    }
    case Status::failed:
        // On one line what a failed command printed stands in its result.
        if (is_text && style_.form == MinimalForm::lines) return command_text(host, outcome, "FAILED");
        return host + " | FAILED! => " + json(outcome);
    case Status::unreachable:
        return style_.form == MinimalForm::lines ? host + " | UNREACHABLE! => " + json(outcome)
                                                 : host + " | UNREACHABLE!: " + outcome.result.text_of("msg");
    case Status::skipped: return host + " | SKIPPED";
    }
    return {};
}

void MinimalReporter::task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    if (style_.show_differences)
        for (const modules::Difference& difference : outcome.differences)
            out_ << mask_.masked(unified_diff(difference));
    static constexpr std::array paints{Paint::green, Paint::yellow, Paint::cyan, Paint::red, Paint::red};
    const Paint paint = paints.at(static_cast<std::size_t>(outcome.status));
    const std::string where = outcome.delegate.empty() ? host : host + " -> " + outcome.delegate;
    out_ << painted(paint, mask_.masked(result_text(task, where, outcome)), style_.colour) << "\n" << std::flush;
    if (outcome.diagnostic) finding(*outcome.diagnostic);
}

void MinimalReporter::blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) {
    const std::string text = fmt::format("{} | BLOCKED | {} (because of {})", host, vertex, because_of.full_title());
    out_ << painted(Paint::red, mask_.masked(text), style_.colour) << "\n" << std::flush;
}

void MinimalReporter::finding(const Diagnostic& diagnostic) {
    error_ << mask_.masked(render(diagnostic, files_, Colour::never)) << std::flush;
}

void MinimalReporter::interrupted(const std::vector<std::string>& running) {
    error_ << "interrupted: nothing new is started; press Ctrl-C again to cancel what runs\n";
    for (const std::string& what : running) error_ << "  still running: " << mask_.masked(what) << "\n";
    error_ << std::flush;
}

}  // namespace interpreter
