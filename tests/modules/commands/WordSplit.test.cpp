#include "modules/commands/WordSplit.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using Words = std::vector<std::string>;

TEST_CASE("words are split as Python's shlex does it") {
    CHECK(split_words("ls -l  /etc\t/tmp\n") == Words{"ls", "-l", "/etc", "/tmp"});
    CHECK(split_words(R"(echo "two words" 'single $HOME' a"b"'c')") ==
          Words{"echo", "two words", "single $HOME", "abc"});
    CHECK(split_words(R"(a\ b "\"x\" \n" '\n')") == Words{"a b", "\"x\" \\n", "\\n"});
    CHECK(split_words(R"(x "" '')") == Words{"x", "", ""});
    CHECK(split_words("a # b | c > d") == Words{"a", "#", "b", "|", "c", ">", "d"});
    CHECK(split_words("  ").empty());
}

TEST_CASE("an open quote is an error") {
    CHECK_THROWS_WITH(split_words("echo 'x"),
                      "the command has a ' without its partner: No closing quotation");
    CHECK_THROWS_WITH(split_words("echo x\\"), "the command ends in a backslash: No escaped character");
}
