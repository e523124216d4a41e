#include "interpreter/report/TaskProfile.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <sstream>

using namespace interpreter;

namespace {

std::string told(TaskProfile::Style style) {
    Story story;
    std::ostringstream out;
    TaskProfile profile(out, story.mask, style, story.clock());
    story.tell(profile);
    return out.str();
}

}  // namespace

TEST_CASE("The longest tasks are said first, or as one likes, and how long the whole took") {
    CHECK(told({.width = 40}) == "========================================\n"
                                 "web : It runs -------------------- 0.50s\n"
                                 "Gathering Facts ------------------ 0.25s\n"
                                 "It is <said> & \"done\" ------------ 0.00s\n");
    CHECK(told({.order = TaskProfile::Order::longest_last, .most = 2, .width = 40}) ==
          "========================================\n"
          "Gathering Facts ------------------ 0.25s\n"
          "web : It runs -------------------- 0.50s\n");
    CHECK(told({.order = TaskProfile::Order::as_they_ran, .most = 1, .width = 10}) == "==========\n"
                                                                                     "Gathering Facts --- 0.25s\n");
    CHECK(told({.shows_tasks = false, .shows_whole = true}) ==
          "Playbook run took 0 days, 0 hours, 0 minutes, 1 seconds\n");
}

TEST_CASE("Of a graph follows how long each of its vertices was at work") {
    Story story;
    std::ostringstream out;
    TaskProfile profile(out, story.mask, {.most = 2, .width = 20}, story.clock());
    profile.graph_finished({"The site", {{"host", 2}, {"galera", 40.5}, {"vips", 0.25}}, {{"galera", 40.5}}, 41});
    profile.finished({});
    CHECK(out.str() == "====================\n"
                       "====================\n"
                       "galera ------ 40.50s\n"
                       "host --------- 2.00s\n");
}
