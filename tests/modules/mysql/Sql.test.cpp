#include "modules/mysql/Sql.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

TEST_CASE("names and text cannot leave their quotes") {
    CHECK(quoted_name("a`; DROP TABLE x; --") == "`a``; DROP TABLE x; --`");
    CHECK(quoted_text("it's") == "'it''s'");
    CHECK(account("bob", "10.%") == "`bob`@`10.%`");
}

TEST_CASE("text with a backslash is written so that no sql_mode reads it in another way") {
    CHECK(quoted_text("\\'") == "_utf8mb4 X'5C27'");
    CHECK(hexadecimal_text("ab") == "CONVERT(X'6162' USING utf8mb4)");
}

TEST_CASE("values become literals, but for lists and mappings") {
    CHECK(literal(Value()) == "NULL");
    CHECK(literal(true) == "1");
    CHECK(literal(-5) == "-5");
    CHECK(literal(1.5) == "1.5");
    CHECK(literal(Value::secret("x'")) == "'x'''");
    CHECK_THROWS_WITH(literal(List{}),
                      "an argument of a query is a list; expected text, a number, a boolean or nothing");
}
