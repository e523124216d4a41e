#include "interpreter/playbook/Keyword.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace interpreter;

TEST_CASE("the table of keywords is sorted, without doubles, and says of each what it is for") {
    const std::vector<Keyword>& table = keyword_table();
    CHECK(std::is_sorted(table.begin(), table.end(),
                         [](const Keyword& left, const Keyword& right) { return left.name < right.name; }));
    for (const Keyword& keyword : table) {
        INFO(keyword.name);
        CHECK(!keyword.help.empty());
        CHECK(keyword.places != 0);
        CHECK(find_keyword(keyword.name) == &keyword);
    }
    CHECK(std::adjacent_find(table.begin(), table.end(), [](const Keyword& left, const Keyword& right) {
              return left.name == right.name;
          }) == table.end());
    CHECK(find_keyword("nonsense") == nullptr);
}
