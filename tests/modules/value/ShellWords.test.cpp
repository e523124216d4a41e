#include "modules/value/ShellWords.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using Words = std::vector<std::string>;

TEST_CASE("A command line is split as the shell splits it") {
    REQUIRE(shell_words("visudo -cf '/tmp/a b'") == Words{"visudo", "-cf", "/tmp/a b"});
    REQUIRE(shell_words(R"(a\ b "c \"d\" \n" e'f'"g")") == Words{"a b", "c \"d\" \\n", "efg"});
    REQUIRE(shell_words("  '' \n x#y ") == Words{"", "x#y"});
    REQUIRE(shell_words("").empty());
    REQUIRE_THROWS_WITH(shell_words("it's"), "a quote (') is not closed");
    REQUIRE_THROWS_WITH(shell_words("a\\"), "a backslash at the end escapes nothing");
}

TEST_CASE("A quoted word comes back as it was") {
    for (const std::string word : {"plain", "", "a b", "it's", "$HOME", "\"\\n\""})
        REQUIRE(shell_words(shell_quoted(word)) == Words{word});
    REQUIRE(shell_quoted("/etc/hosts") == "/etc/hosts");
}
