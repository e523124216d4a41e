#include "interpreter/report/TerminalReporter.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <sstream>

using namespace interpreter;

namespace {

std::string told(const TerminalStyle& style) {
    Story story;
    std::ostringstream out;
    TerminalReporter reporter(out, story.files, story.mask, style);
    story.tell(reporter);
    return out.str();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string live(std::optional<std::chrono::seconds> after) {
    Story story;
    std::ostringstream out;
    TerminalStyle style;
    style.live_after = after;
    TerminalReporter reporter(out, story.files, story.mask, style);
    const TaskLabel task{"It takes long", "command", {story.file, 3, 7}, false};
    reporter.host_started(task, "a");
    reporter.live_output(task, "a", "half way\n");
    return out.str();
}

}  // namespace

TEST_CASE("Banners say that this is a check run where they are to") {
    TerminalStyle style;
    style.check_marker = true;
    const std::string text = told(style);
    CHECK(text.starts_with("\nDRY RUN ***"));
    CHECK(has(text, "PLAY [Everything] [CHECK MODE] ***"));
    CHECK(has(text, "TASK [web : It runs] [CHECK MODE] ***"));
}

TEST_CASE("Results can be spread over lines, or never") {
    TerminalStyle style;
    style.verbosity = 1;
    CHECK(has(told(style), "ok: [a] => {\"changed\": false}\n"));
    style.pretty = true;
    CHECK(has(told(style), "ok: [a] => {\n    \"changed\": false\n}\n"));
}

TEST_CASE("Results can be written in another form, without the lines that stand in the text already") {
    TerminalStyle style;
    style.format = [](const Value& value) {
        std::string text;
        for (const Map::Entry& entry : value.as_map())
            text += entry.first + "=" + (entry.second.is_text() ? entry.second.as_text() : "…") + "\n";
        return text;
    };
    const std::string text = told(style);
    CHECK(has(text, "fatal: [b]: FAILED! => \n    changed=…\n    msg=non-zero return code\n    rc=…\n"));
    std::ostringstream out;
    Story story;
    TerminalReporter reporter(out, story.files, story.mask, style);
    Outcome outcome;
    outcome.status = Status::failed;
    outcome.result = Map{{"stdout", "a"}, {"stdout_lines", List{"a"}}, {"stderr_lines", List{"b"}}};
    reporter.task_finished({"x", "command", {}, false}, "h", outcome);
    CHECK(has(out.str(), "stderr_lines=…\n    stdout=a\n    stdout_lines=<omitted>\n"));
}

TEST_CASE("When a task begins on a host can be said, and what set_stats set") {
    CHECK_FALSE(has(told({}), "started TASK"));
    CHECK_FALSE(has(told({}), "CUSTOM STATS"));
    TerminalStyle style;
    style.shows_host_starts = true;
    style.shows_custom_stats = true;
    const std::string text = told(style);
    CHECK(has(text, "[started TASK: web : It runs on b]\n"));
    CHECK(has(text, "CUSTOM STATS: ***"));
    CHECK(has(text, "\n\ta: {\"own\": 2}\n\n\tRUN: {\"all\": 1}\n"));
}

TEST_CASE("What a task prints is shown while it runs on request, or once it runs for long") {
    CHECK(live(std::nullopt).empty());
    CHECK(live(std::chrono::seconds(0)) == "a | half way\n");
    CHECK(live(std::chrono::hours(1)).empty());
}
