#include "modules/mysql/ResultSets.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

// As `mariadb --xml` of MariaDB 10.11 prints two statements, the second without a row.
constexpr const char* printed = R"(<?xml version="1.0"?>

<resultset statement="select 1 as a, null as b, 'x&lt;&amp;&gt;' as c, ' ' as d" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <row>
	<field name="a">1</field>
	<field name="b" xsi:nil="true" />
	<field name="c">x&lt;&amp;&gt;</field>
	<field name="d"> </field>
  </row>
</resultset>
<?xml version="1.0"?>

<resultset statement="select 1 from dual where 1=0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></resultset>
)";

TEST_CASE("each statement's rows are read, NULL and blanks told apart, and no rows are a result too") {
    const std::vector<ResultSet> sets = result_sets(printed);
    REQUIRE(sets.size() == 2);
    REQUIRE(sets[0].size() == 1);
    const Row& row = sets[0][0];
    CHECK(value_in(row, "a") == "1");
    CHECK(value_in(row, "b") == std::nullopt);
    CHECK(value_in(row, "c") == "x<&>");
    CHECK(value_in(row, "d") == " ");
    CHECK(sets[1].empty());
    CHECK(result_sets("").empty());
}

TEST_CASE("bytes that XML does not allow, which the client lets through, do not end the answer") {
    std::string text = printed;
    text.replace(text.rfind("x&lt;"), 1, std::string("\0\x01\r\n", 4));
    CHECK(value_in(result_sets(text)[0][0], "c") == "\xEF\xBF\xBD\x01\r\n<&>");
}

TEST_CASE("what is no XML is a failure") {
    CHECK_THROWS_AS(result_sets("<resultset><row>"), Failure);
}

TEST_CASE("the types of columns are read from the client's table") {
    CHECK(
        column_types(
            "Field   1:  `a`\nOrg_field:  ``\nType:       LONG\nCollation:  binary (63)\n\nField   2:  `b`\n"
            "Type:       VAR_STRING\n") == std::vector<std::string>{"LONG", "VAR_STRING"});
}
