#include "interpreter/cli/Outputs.hpp"

#include "interpreter/expression/YamlWriter.hpp"
#include "interpreter/report/HidingReporter.hpp"
#include "interpreter/report/JsonReporter.hpp"
#include "interpreter/report/JunitReporter.hpp"
#include "interpreter/report/LogBuffer.hpp"
#include "interpreter/report/MinimalReporter.hpp"
#include "interpreter/report/StatusLine.hpp"
#include "interpreter/report/TaskProfile.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace interpreter {

namespace {

// "ansible.posix.json" is json.
std::string plain_name(const std::string& name) { return name.substr(name.rfind('.') + 1); }

TaskProfile::Order profile_order(const std::string& word) {
    if (word == "none") return TaskProfile::Order::as_they_ran;
    return word == "ascending" ? TaskProfile::Order::longest_last : TaskProfile::Order::longest_first;
}

constexpr std::chrono::seconds long_for_a_task{10};

std::string as_yaml(const Value& value) {
    YamlStyle style;
    style.flow = false;
    return YamlWriter(style).write(value);
}

std::size_t profile_limit(const std::string& word) {
    std::size_t number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    return number;
}

}  // namespace

Outputs::Outputs(Groundwork& ground, const RunOptions& run, const Wish& wish) : ground_(ground), out_(&ground.out) {
    open_screen(wish);
    add_main(run, wish);
    add_log(run);
    add_junit(wish);
    add_profile(wish);
    if (screen_)
        listening_.push_back(
            &made<StatusLine>(*screen_, ground_.mask, wish.known_tasks, terminal_width(), system_time));
    serial_ = std::make_unique<SerialReporter>(listening_);
}

Outputs::~Outputs() = default;

template <class Kind, class... Details>
Kind& Outputs::made(Details&&... details) {
    auto reporter = std::make_unique<Kind>(std::forward<Details>(details)...);
    Kind& reference = *reporter;
    all_.push_back(std::move(reporter));
    return reference;
}

bool Outputs::is_enabled(const std::string& callback) const {
    const std::vector<std::string> enabled = ground_.configuration.list("callbacks_enabled");
    return std::any_of(enabled.begin(), enabled.end(),
                       [&](const std::string& name) { return plain_name(name) == callback; });
}

// Only where a person looks at our output itself.
void Outputs::open_screen(const Wish& wish) {
    const char* kind = std::getenv("TERM");
    const bool is_terminal = isatty(STDOUT_FILENO) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
    if (!is_terminal || &ground_.out != &std::cout || plain_name(wish.form) == "json") return;
    screen_ = std::make_unique<StatusScreen>(*std::cout.rdbuf());
    screen_stream_ = std::make_unique<std::ostream>(screen_.get());
    out_ = screen_stream_.get();
}

void Outputs::add_main(const RunOptions& run, const Wish& wish) {
    const std::string form = plain_name(wish.form);
    if (form == "json") {
        listening_.push_back(
            &made<JsonReporter>(*out_, ground_.error, ground_.files, ground_.mask, system_time, random_id));
        return;
    }
    if (form == "minimal" || form == "oneline") {
        const MinimalReporter::Style style{form == "oneline" ? MinimalForm::one_line : MinimalForm::lines,
                                           ground_.colour(STDOUT_FILENO), run.verbosity, run.show_differences};
        listening_.push_back(&made<MinimalReporter>(*out_, ground_.error, ground_.files, ground_.mask, style));
        return;
    }
    add_terminal(run, form, wish.live);
}

void Outputs::add_terminal(const RunOptions& run, const std::string& form, bool live) {
    TerminalStyle style{ground_.colour(STDOUT_FILENO), run.verbosity, run.show_differences, terminal_width()};
    const Configuration& configuration = ground_.configuration;
    if (form == "yaml" || configuration.text("callback_result_format") == "yaml") style.format = as_yaml;
    if (configuration.is_set("callback_format_pretty")) style.pretty = configuration.flag("callback_format_pretty");
    style.check_marker = configuration.flag("check_mode_markers") && run.mode == RunMode::check;
    style.shows_host_starts = configuration.flag("show_per_host_start");
    style.shows_custom_stats = configuration.flag("show_custom_stats");
    if (live) style.live_after = std::chrono::seconds(0);
    // Who looks on wants to know what takes so long.
    else if (screen_) style.live_after = long_for_a_task;
    Reporter& terminal = made<TerminalReporter>(*out_, ground_.files, ground_.mask, style);
    HidingReporter::Choice choice{configuration.flag("display_ok_hosts"),
                                  configuration.flag("display_skipped_hosts"), nullptr};
    if (configuration.flag("display_failed_stderr")) {
        style.colour = ground_.colour(STDERR_FILENO);
        choice.failures = &made<TerminalReporter>(ground_.error, ground_.files, ground_.mask, style);
    }
    const bool hides = !choice.shows_ok || !choice.shows_skipped || choice.failures != nullptr;
    listening_.push_back(hides ? &made<HidingReporter>(terminal, choice) : &terminal);
}

void Outputs::add_log(const RunOptions& run) {
    const std::string path = ground_.configuration.path("log_path");
    if (path.empty()) return;
    log_file_.open(path, std::ios::app);
    if (!log_file_)
        throw DiagnosticError("the log '" + path + "' cannot be written", ground_.configuration.position("log_path"),
                              "log_path names a file that you may write");
    const char* user = std::getenv("USER");
    log_buffer_ = std::make_unique<LogBuffer>(
        log_file_, system_time,
        fmt::format("p={} u={} n=understudy", getpid(), user != nullptr ? user : std::to_string(getuid())));
    log_stream_ = std::make_unique<std::ostream>(log_buffer_.get());
    const TerminalStyle style{Colour::never, run.verbosity, run.show_differences, 79};
    listening_.push_back(&made<TerminalReporter>(*log_stream_, ground_.files, ground_.mask, style));
}

void Outputs::add_junit(const Wish& wish) {
    if (wish.junit_directory.empty() && !is_enabled("junit")) return;
    const Configuration& configuration = ground_.configuration;
    JunitReporter::Style style;
    style.directory = wish.junit_directory.empty() ? configuration.path("junit_output_dir") : wish.junit_directory;
    style.fails_on_change = configuration.flag("junit_fail_on_change");
    style.fails_on_ignored = configuration.flag("junit_fail_on_ignore");
    style.class_is_file = configuration.flag("junit_task_class");
    style.shows_gathering = configuration.flag("junit_include_setup_tasks_in_report");
    style.prefix = configuration.text("junit_test_case_prefix");
    listening_.push_back(
        &made<JunitReporter>(std::move(style), ground_.error, ground_.files, ground_.mask, system_time));
}

void Outputs::add_profile(const Wish& wish) {
    TaskProfile::Style style;
    style.shows_tasks = wish.profile || is_enabled("profile_tasks");
    style.shows_whole = is_enabled("timer");
    if (!style.shows_tasks && !style.shows_whole) return;
    style.order = profile_order(ground_.configuration.text("profile_tasks_sort_order"));
    style.most = profile_limit(ground_.configuration.text("profile_tasks_task_output_limit"));
    style.width = terminal_width();
    listening_.push_back(&made<TaskProfile>(*out_, ground_.mask, style, system_time));
}

}  // namespace interpreter
