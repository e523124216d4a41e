#include "modules/mysql/Query.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

TEST_CASE("a query that only looks is known by its first word, behind comments and parentheses") {
    for (const char* query : {"SELECT 1", " show databases", "-- x\n# y\n/* z */ (select 1)",
                              "WITH a AS (SELECT 1) SELECT 2", "explain delete from t", "DESC t"})
        CHECK(looks_only(query));
    for (const char* query : {"DELETE FROM t", "SET GLOBAL x = 1", "CALL p()", "ANALYZE DELETE FROM t",
                              "FLUSH TABLES", "/*!50000 SELECT 1 */", "SELECT 1 INTO OutFile '/tmp/x'",
                              "select 1 into dumpfile 'x'", "selectx", "", "COMMIT"})
        CHECK(!looks_only(query));
}

TEST_CASE("of a query that writes it is known whether rows tell if it changed anything") {
    CHECK(changes_rows("insert into t values (1)"));
    CHECK(!changes_objects("insert into t values (1)"));
    for (const char* query :
         {"CREATE TABLE t (a INT)", "grant select on *.* to x", "SET GLOBAL x = 1", "CALL p()"})
        CHECK(changes_objects(query));
    CHECK(!changes_objects("START TRANSACTION"));
}

TEST_CASE("arguments are filled in as literals, by place or by name") {
    CHECK(filled_in("SELECT %s, %s, '5%%'", std::vector<Value>{"it's", 3}, {}) == "SELECT 'it''s', 3, '5%'");
    CHECK(filled_in("SELECT %(a)s, %(b)s, %(a)s", {}, Map{{"a", Value()}, {"b", true}}) ==
          "SELECT NULL, 1, NULL");
    CHECK(filled_in("SELECT '100%'", {}, {}) == "SELECT '100%'");
}

TEST_CASE("arguments that do not fit the query are refused") {
    using Values = std::vector<Value>;
    CHECK_THROWS_WITH(filled_in("SELECT %s, %s", Values{1}, {}),
                      "the query has more %s than there are positional_args");
    CHECK_THROWS_WITH(filled_in("SELECT %s", Values{1, 2}, {}), "the query takes 1 of 2 positional_args");
    CHECK_THROWS_WITH(filled_in("SELECT %(c)s", {}, Map{{"a", 1}}), "named_args holds no \"c\"");
    CHECK_THROWS_WITH(filled_in("LIKE 'a%'", Values{}, {}),
                      "in a query with arguments a % that is none is written %%: \"%'\"");
}
