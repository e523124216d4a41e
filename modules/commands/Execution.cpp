#include "modules/commands/Execution.hpp"

#include "modules/commands/FileGlob.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <ctime>

namespace modules {

namespace {

List line_list(std::string_view text) {
    List lines;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(text.compare(end, 2, "\r\n") == 0 ? end + 2 : end + 1);
    }
    return lines;
}

/// As Python writes a datetime, in the host's zone.
std::string written_time(double seconds) {
    const auto whole = static_cast<std::time_t>(std::floor(seconds));
    std::tm local{};
    ::localtime_r(&whole, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}", local.tm_year + 1900, local.tm_mon + 1,
                       local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec,
                       static_cast<int>((seconds - static_cast<double>(whole)) * 1e6));
}

std::string written_duration(double seconds) {
    const auto micros = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0) * 1e6));
    const std::int64_t whole = micros / 1000000;
    const std::int64_t days = whole / 86400;
    return fmt::format("{}{}:{:02}:{:02}.{:06}",
                       days > 0 ? fmt::format("{} day{}, ", days, days > 1 ? "s" : "") : "",
                       whole / 3600 % 24, whole / 60 % 60, whole % 60, micros % 1000000);
}

Map empty_result(const Value& shown) {
    return {{"cmd", shown},           {"stdout", ""},   {"stderr", ""},     {"rc", 0},
            {"start", Value()},       {"end", Value()}, {"delta", Value()}, {"stdout_lines", List{}},
            {"stderr_lines", List{}}, {"msg", ""}};
}

/// Nothing runs, because of what `creates` or `removes` found.
Plan settled(const Value& shown, const CallOptions& options, const std::string& path, const char* state) {
    Plan plan;
    plan.data = empty_result(shown);
    plan.data.set("msg", fmt::format("{} not run command since '{}' {}", options.check_mode ? "Would" : "Did",
                                     path, state));
    set_output(plan.data, "stdout", fmt::format("skipped, since {} {}", path, state), true);
    return plan;
}

Outcome execute(HostControl& host, const Command& command, const Value& shown, bool strip) {
    const double start = host.now();
    const ProcessResult result = host.run(command);
    const double end = host.now();
    Map data{{"cmd", shown}};
    set_output(data, "stdout", result.output, strip);
    set_output(data, "stderr", result.error, strip);
    if (result.start_error != 0) {
        data.set("rc", result.start_error);
        throw Failure(fmt::format("[Errno {}] {}: '{}'", result.start_error,
                                  std::strerror(result.start_error), command.program),
                      data);
    }
    data.set("rc", result.status);
    data.set("start", written_time(start));
    data.set("end", written_time(end));
    data.set("delta", written_duration(end - start));
    data.set("msg", result.status == 0 ? "" : failed_status);
    Outcome outcome;
    outcome.data = std::move(data);
    if (result.status != 0) outcome.failure = failed_status;
    return outcome;
}

std::string from_directory(const ExecutionArguments& wanted, const std::string& path) {
    return path.starts_with('/') ? path : wanted.chdir.value_or("/") + '/' + path;
}

}  // namespace

void set_output(Map& data, const char* name, std::string text, bool strip) {
    if (strip) text.erase(text.find_last_not_of("\r\n") + 1);
    data.set(std::string(name) + "_lines", line_list(text));
    data.set(name, std::move(text));
}

ArgumentList<ExecutionArguments> execution_arguments() {
    ArgumentList<ExecutionArguments> list;
    list.add("_raw_params", &ExecutionArguments::free_form, "the command, written behind the module's name",
             {.aliases = {"free_form"}, .free_form = true})
        .add("cmd", &ExecutionArguments::cmd, "the command as one text")
        .add("chdir", &ExecutionArguments::chdir, "the directory to run it in", {.path = true})
        .add("creates", &ExecutionArguments::creates, "a file or pattern; where it exists nothing is run",
             {.path = true})
        .add("removes", &ExecutionArguments::removes,
             "a file or pattern; where it does not exist nothing is run", {.path = true})
        .add("executable", &ExecutionArguments::executable, "the shell to use (shell only)", {.path = true})
        .add("stdin", &ExecutionArguments::input, "what the command reads")
        .add("stdin_add_newline", &ExecutionArguments::stdin_add_newline, "end what it reads with a newline")
        .add("strip_empty_ends", &ExecutionArguments::strip_empty_ends,
             "leave out newlines at the output's end");
    return list;
}

std::string command_line(const ExecutionArguments& wanted) {
    const auto is_blank = [](const std::optional<std::string>& text) {
        return !text || text->find_first_not_of(" \t\r\n") == std::string::npos;
    };
    const int ways =
        (is_blank(wanted.free_form) ? 0 : 1) + (is_blank(wanted.cmd) ? 0 : 1) + (wanted.argv.empty() ? 0 : 1);
    if (ways == 0) throw Failure("no command given", Map{{"rc", 256}});
    if (ways > 1) throw Failure("only command or argv can be given, not both", Map{{"rc", 256}});
    return is_blank(wanted.free_form) ? wanted.cmd.value_or("") : *wanted.free_form;
}

Plan plan_of_execution(const ExecutionArguments& wanted, std::vector<std::string> words, Value shown,
                       const HostView& host, const CallOptions& options) {
    if (wanted.chdir && !host.is_directory(*wanted.chdir))
        throw Failure(
            fmt::format("Unable to change directory before execution: {} is no directory", *wanted.chdir));
    if (wanted.creates && any_file_fits(host, from_directory(wanted, *wanted.creates)))
        return settled(shown, options, *wanted.creates, "exists");
    if (wanted.removes && !any_file_fits(host, from_directory(wanted, *wanted.removes)))
        return settled(shown, options, *wanted.removes, "does not exist");

    Plan plan;
    if (options.check_mode) {
        plan.data = empty_result(shown);
        plan.data.set("msg", "Command would have run if not in check mode");
        if (!wanted.creates && !wanted.removes) {
            plan.skipped = true;
            plan.unknown = "a command is not run in check mode, and neither `creates` nor `removes` tells "
                           "what it would do";
            return plan;
        }
    }
    Command command;
    command.program = words.front();
    command.arguments.assign(words.begin() + 1, words.end());
    command.directory = wanted.chdir.value_or("");
    if (wanted.input) command.input = wanted.input->characters + (wanted.stdin_add_newline ? "\n" : "");
    plan.change({"command " + command.program, Value(), "run"},
                [command = std::move(command), shown = std::move(shown), strip = wanted.strip_empty_ends](
                    HostControl& control) { return execute(control, command, shown, strip); });
    return plan;
}

}  // namespace modules
