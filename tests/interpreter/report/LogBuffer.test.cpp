#include "interpreter/report/LogBuffer.hpp"

#include <catch2/catch.hpp>

#include <ostream>
#include <regex>
#include <sstream>

using namespace interpreter;

TEST_CASE("Each line of a log begins with when and who") {
    std::ostringstream file;
    LogBuffer buffer(file, [] { return Moment(std::chrono::milliseconds(1800000000042)); }, "p=7 u=me n=understudy");
    std::ostream log(&buffer);
    log << "one\n\ntwo, not ended" << std::flush;
    // The hour depends on where the test runs.
    const std::string text = std::regex_replace(file.str(), std::regex("2027-01-1[0-9] [0-9:]{5}"), "DATE");
    CHECK(text == "DATE:00,042 p=7 u=me n=understudy | one\nDATE:00,042 p=7 u=me n=understudy | \n");
}
