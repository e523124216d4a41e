#include "interpreter/report/MinimalReporter.hpp"
#include "tests/interpreter/report/Story.hpp"

#include <sstream>

using namespace interpreter;

namespace {

std::string told(MinimalReporter::Style style) {
    Story story;
    std::ostringstream out;
    MinimalReporter reporter(out, out, story.files, story.mask, style);
    story.tell(reporter);
    return out.str();
}

}  // namespace

TEST_CASE("A result a host, over several lines") { compare_with_file("minimal.out", told({})); }

TEST_CASE("A result a host, on one line each") {
    compare_with_file("oneline.out", told({.form = MinimalForm::one_line}));
}

TEST_CASE("On a terminal results are coloured") {
    const std::string text = told({.colour = Colour::always});
    CHECK(text.find("\033[0;33ma | CHANGED | rc=0 >>") != std::string::npos);
    CHECK(text.find("\033[0;31mb | FAILED | rc=3 >>") != std::string::npos);
    CHECK(text.find("correct horse") == std::string::npos);
}
