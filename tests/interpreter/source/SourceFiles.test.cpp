#include "interpreter/source/Diagnostic.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <cstdio>
#include <fstream>

using namespace interpreter;

namespace {

std::string scratch_file(const std::string& text) {
    std::string path = "/tmp/understudy-source-XXXXXX";
    close(mkstemp(path.data()));
    std::ofstream(path) << text;
    return path;
}

std::string why_unreadable(const std::string& path, Position asked_at) {
    SourceFiles files;
    files.add("site.yml", "- import_tasks: gone.yml\n");
    try {
        files.read(path, asked_at);
    } catch (const DiagnosticError& error) {
        return render(error.diagnostic(), files, Colour::never);
    }
    return "it was read";
}

}  // namespace

TEST_CASE("lines come without their ends, whatever these are") {
    SourceFiles files;
    const std::uint32_t file = files.add("a", "one\r\n\nthree");
    CHECK(files.line(file, 1) == "one");
    CHECK(files.line(file, 2).empty());
    CHECK(files.line(file, 3) == "three");
    CHECK(files.line(file, 4).empty());
    CHECK(files.line(file, 0).empty());
    CHECK(files.line(9, 1).empty());
}

TEST_CASE("a place is described as far as it is known") {
    SourceFiles files;
    files.add("site.yml", "a");
    CHECK(files.describe({1, 3, 7}) == "site.yml:3:7");
    CHECK(files.describe({1, 3, 0}) == "site.yml:3");
    CHECK(files.describe({1, 0, 0}) == "site.yml");
    CHECK(files.describe({}).empty());
}

TEST_CASE("a file read twice keeps its number until it changes") {
    SourceFiles files;
    const std::string path = scratch_file("one\n");
    const std::uint32_t first = files.read(path);
    CHECK(files.text(first) == "one\n");
    CHECK(files.read(path) == first);
    std::ofstream(path) << "two\n";
    const std::uint32_t second = files.read(path);
    CHECK(second != first);
    CHECK(files.text(first) == "one\n");
    CHECK(files.text(second) == "two\n");
    std::remove(path.c_str());
}

TEST_CASE("a file that cannot be read is an error where it was asked for") {
    CHECK(why_unreadable("/nowhere/gone.yml", {1, 1, 17}) ==
          "site.yml:1:17: error: cannot read '/nowhere/gone.yml': No such file or directory\n"
          "  1 | - import_tasks: gone.yml\n"
          "    |                 ^~~~~~~~\n");
    CHECK(why_unreadable("/tmp", {}) == "error: cannot read '/tmp': Is a directory\n"
                                        "  = hint: a file is wanted here, not a directory\n");
}

TEST_CASE("a place inside text counts characters and lines") {
    CHECK(advanced({1, 4, 10}, "größe {{ x }}", 8) == Position{1, 4, 16});
    CHECK(advanced({1, 4, 10}, "one\ntwo x", 8) == Position{1, 5, 14});
    CHECK(advanced({}, "one", 2) == Position{});
}
