#include "interpreter/report/StatusLine.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <ostream>
#include <sstream>

using namespace interpreter;

TEST_CASE("The status says how far a run is and where it still runs") {
    Story story;
    std::stringbuf terminal;
    StatusScreen screen(terminal);
    StatusLine status(screen, story.mask, 12, 100, story.clock());
    CHECK(status.text().empty());
    const TaskLabel task{"db : It has correct horse", "command", {story.file, 3, 7}, false};
    status.task_started(task);
    for (const char* host : {"a", "b", "c", "d", "e", "f"}) status.host_started(task, host);
    story.now += std::chrono::seconds(65);
    status.task_finished(task, "b", {});
    CHECK(status.text() == "[1/12] db : It has ******** | done on 1 of 6 | a 1m05s, c 1m05s, d 1m05s, e 1m05s, 1 more");
    story.now += std::chrono::hours(2);
    for (const char* host : {"c", "d", "e", "f"}) status.task_finished(task, host, {});
    CHECK(status.text() == "[1/12] db : It has ******** | done on 5 of 6 | a 2h01m");
    status.finished({});
    CHECK(status.text().empty());
}

TEST_CASE("More tasks than were known add up, and a line never is longer than the terminal") {
    Story story;
    std::stringbuf terminal;
    StatusScreen screen(terminal);
    StatusLine status(screen, story.mask, 1, 10, story.clock());
    const TaskLabel task{"übergroß", "command", {}, false};
    status.task_started(task);
    status.task_started(task);
    status.host_started(task, "a");
    CHECK(status.text() == "[2/2] über");
}

TEST_CASE("Output takes the status away first, and a line that is not finished is left alone") {
    std::stringbuf terminal;
    StatusScreen screen(terminal);
    std::ostream out(&screen);
    screen.draw("busy");
    out << "a line\n" << "half";
    screen.draw("not now");
    out << " done\n";
    screen.draw("busy");
    screen.draw("busier");
    screen.clear();
    CHECK(terminal.str() == "busy\r\033[Ka line\nhalf done\nbusy\r\033[Kbusier\r\033[K");
}
