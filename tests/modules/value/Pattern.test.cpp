#include "modules/value/Pattern.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("A pattern is searched anywhere, matched at the start, or matched whole") {
    const Pattern pattern("b+");
    REQUIRE(pattern.search("abbc")->start == 1);
    REQUIRE(pattern.search("abbc")->end == 3);
    REQUIRE_FALSE(pattern.match_start("abbc"));
    REQUIRE(pattern.match_start("bbc")->end == 2);
    REQUIRE_FALSE(pattern.match_whole("bbc"));
    REQUIRE(pattern.match_whole("bbb"));
    REQUIRE_FALSE(pattern.found_in(""));
    REQUIRE(Pattern("").found_in(std::string_view()));
}

TEST_CASE("Python's own spellings mean what they mean in Python") {
    REQUIRE(Pattern(R"(end\Z)").found_in("the end"));
    REQUIRE_FALSE(Pattern(R"(end\Z)").found_in("the end\n"));
    REQUIRE(Pattern("end$").found_in("the end\n"));
    REQUIRE(Pattern("^a{,2}$").found_in("aa"));
    REQUIRE_FALSE(Pattern("^a{,2}$").found_in("aaa"));
    REQUIRE(Pattern("^[]{,2}]+$").found_in("{,2}]"));
    REQUIRE(Pattern("(?P<word>x)(?P=word)").found_in("xx"));
    REQUIRE(Pattern("(?i)SELINUX").found_in("selinux"));
}

TEST_CASE("Characters are Unicode, and bytes that are not UTF-8 are stepped over") {
    REQUIRE(Pattern("^.$").found_in("é"));
    REQUIRE(Pattern(R"(^\w+$)").found_in("Zürich"));
    REQUIRE(Pattern("key").found_in("\xff\xfe key \x80"));
    REQUIRE(Pattern("x*").replaced("-", "é") == "-é-");
}

TEST_CASE("A replacement fills in groups by number and by name") {
    const Pattern pattern("(?P<key>[a-z]+)=([0-9]*)(!)?");
    const std::string subject = "port=80";
    const PatternMatch match = *pattern.search(subject);
    REQUIRE(pattern.expanded(R"(\1 \2)", match, subject) == "port 80");
    REQUIRE(pattern.expanded(R"(\g<key>:\g<2>0\g<3>)", match, subject) == "port:800");
    REQUIRE(pattern.expanded(R"(a\tb\.c)", match, subject) == "a\tb\\.c");
    REQUIRE_THROWS_WITH(pattern.expanded(R"(\4)", match, subject), "the regular expression has no group 4");
    REQUIRE_THROWS_WITH(pattern.expanded(R"(\g<kee>)", match, subject),
                        "the regular expression has no group \"kee\"");
    REQUIRE(pattern.replaced(R"(\1)", "a=1 b=2", 1) == "a b=2");
}

TEST_CASE("What was replaced is counted, and ^ of many lines matches at the very end too, as in Python") {
    const Replacement commented = Pattern("^", {.multiline = true}).substituted("#", "a\nb\n");
    REQUIRE(commented.text == "#a\n#b\n#");
    REQUIRE(commented.count == 3);
    REQUIRE(Pattern("^").substituted("#", "a\nb\n").text == "#a\nb\n");
    REQUIRE(Pattern("x").substituted("y", "a").count == 0);
}

TEST_CASE("A mistake in a replacement is told even where nothing matches") {
    REQUIRE_THROWS_WITH(Pattern("x").replaced(R"(\1)", "a"), "the regular expression has no group 1");
    REQUIRE_THROWS_WITH(Pattern("x").replaced(R"(a\d)", "a"), R"("a\d": \d means nothing in a replacement)");
}

TEST_CASE("A mistake in a pattern is told with its place") {
    REQUIRE_THROWS_WITH(Pattern("a(b"),
                        "\"a(b\" is no regular expression: missing closing parenthesis at position 3");
}

TEST_CASE("A very long subject needs no stack") {
    const std::string subject(4 << 20, 'a');
    REQUIRE(Pattern("^(a|b)*$").found_in(subject));
}

TEST_CASE("Shell patterns match as in Python's fnmatch") {
    REQUIRE(matches_glob(".hidden.conf", "*.conf"));
    REQUIRE(matches_glob("a1", "a[0-9]"));
    REQUIRE_FALSE(matches_glob("a1", "a[!0-9]"));
    REQUIRE(matches_glob("[x", "[x"));
    REQUIRE_FALSE(matches_glob("axconf", "a.conf"));
    REQUIRE_FALSE(matches_glob("a.conf.bak", "*.conf"));
}
