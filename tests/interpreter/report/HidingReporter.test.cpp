#include "interpreter/report/HidingReporter.hpp"
#include "interpreter/report/TerminalReporter.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <sstream>

using namespace interpreter;

namespace {

struct Told {
    std::string output;
    std::string failures;
};

Told told(HidingReporter::Choice choice, bool failures_apart = false) {
    Story story;
    std::ostringstream out;
    std::ostringstream error;
    TerminalReporter terminal(out, story.files, story.mask, {});
    TerminalReporter failures(error, story.files, story.mask, {});
    if (failures_apart) choice.failures = &failures;
    HidingReporter reporter(terminal, choice);
    story.tell(reporter);
    return {out.str(), error.str()};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Hosts where nothing had to change can be hidden, and tasks of which nothing is left") {
    const std::string text = told({.shows_ok = false}).output;
    CHECK_FALSE(has(text, "ok: ["));
    CHECK_FALSE(has(text, "TASK [Gathering Facts]"));
    CHECK(has(text, "TASK [web : It runs]"));
    CHECK(has(text, "skipping: [b]"));
}

TEST_CASE("Hosts that skipped a task can be hidden") {
    const std::string text = told({.shows_skipped = false}).output;
    CHECK_FALSE(has(text, "skipping: ["));
    CHECK(has(text, "TASK [Gathering Facts]"));
    CHECK(has(text, "ok: [a]"));
}

TEST_CASE("Failures can go elsewhere") {
    const Told both = told({}, true);
    CHECK_FALSE(has(both.output, "fatal:"));
    CHECK(has(both.output, "TASK [web : It runs]"));
    CHECK(has(both.failures, "fatal: [b]: FAILED!"));
    CHECK_FALSE(has(both.failures, "TASK ["));
}
