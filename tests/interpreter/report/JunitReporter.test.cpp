#include "interpreter/report/JunitReporter.hpp"
#include "tests/interpreter/report/Story.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <filesystem>
#include <sstream>

using namespace interpreter;

namespace {

std::string told(JunitReporter::Style style) {
    const modules::TemporaryDirectory folder;
    style.directory = folder.path() + "/reports";
    Story story;
    std::ostringstream error;
    JunitReporter reporter(style, error, story.files, story.mask, story.clock());
    story.tell(reporter);
    CHECK(error.str().empty());
    const std::string path = style.directory + "/site-1800000001.500000.xml";
    std::ifstream stream(path);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    CHECK(text == reporter.xml());
    return text;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("A run as test cases: a task on a host each") {
    compare_with_file("junit.xml", told({}));
}

TEST_CASE("What counts as a failure can be told") {
    CHECK(count(told({}), "<failure") == 2);
    CHECK(count(told({.fails_on_change = true}), "<failure") == 3);
    CHECK(count(told({.fails_on_ignored = true}), "<failure") == 3);
}

TEST_CASE("Which tasks are test cases, and of what class, can be told") {
    CHECK(count(told({.shows_gathering = false}), "Gathering Facts") == 0);
    CHECK(count(told({.class_is_file = true}), "classname=\"/srv/site.yml\"") == 7);
    const std::string some = told({.prefix = "web"});
    CHECK(count(some, "<testcase") == 4);
    CHECK(count(some, "connection refused") == 2);
}

TEST_CASE("A report that cannot be written is said") {
    Story story;
    std::ostringstream error;
    JunitReporter reporter({.directory = "/proc/nowhere"}, error, story.files, story.mask, story.clock());
    story.tell(reporter);
    CHECK(error.str() == "understudy: the JUnit report /proc/nowhere/site-1800000001.500000.xml could not be written\n");
}
