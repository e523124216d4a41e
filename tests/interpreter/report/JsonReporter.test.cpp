#include "interpreter/report/JsonReporter.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <regex>
#include <sstream>

using namespace interpreter;

TEST_CASE("A run as JSON: plays, tasks, hosts, results and counters, findings apart") {
    Story story;
    std::ostringstream out;
    std::ostringstream error;
    int made = 0;
    JsonReporter reporter(out, error, story.files, story.mask, story.clock(), [&] { return "id-" + std::to_string(++made); });
    story.tell(reporter);
    compare_with_file("json.out", out.str());
    CHECK(error.str() == "/srv/site.yml:3:7: warning: mind the step\n"
                         "  3 |     - command: x\n"
                         "    |       ^~~~~~~\n");
}

TEST_CASE("A result of a task that never began is kept too") {
    Story story;
    std::ostringstream out;
    JsonReporter reporter(out, out, story.files, story.mask, story.clock(), [] { return "id"; });
    reporter.play_started("a play");
    reporter.task_finished({"late", "debug", {}, false}, "a", {});
    reporter.finished({});
    CHECK(out.str().find("\"name\": \"late\"") != std::string::npos);
}

TEST_CASE("Ids are UUIDs of version 4, each another") {
    const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    const std::string one = random_id();
    CHECK(std::regex_match(one, form));
    CHECK(one != random_id());
}
