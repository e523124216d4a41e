#include "interpreter/execution/StatsTable.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

Value stats(Map data, bool per_host = false, bool aggregate = true) {
    return Map{{"data", std::move(data)}, {"per_host", per_host}, {"aggregate", aggregate}};
}

}  // namespace

TEST_CASE("Figures of the run are added up, texts and lists go one behind the other") {
    StatsTable table;
    table.add("a", stats(Map{{"count", 2}, {"text", "x"}, {"list", List{1}}, {"map", Map{{"k", 1}}}}));
    table.add("b", stats(Map{{"count", 3}, {"text", "y"}, {"list", List{2}}, {"map", Map{{"l", 2}}}}));
    CHECK(Value(table.all().global) ==
          Value(Map{{"count", 5}, {"text", "xy"}, {"list", List{1, 2}}, {"map", Map{{"k", 1}, {"l", 2}}}}));
    table.add("a", stats(Map{{"count", 1}}, false, false));
    table.add("a", stats(Map{{"text", 7}}));
    CHECK(*table.all().global.find("count") == Value(1));
    CHECK(*table.all().global.find("text") == Value(7));
}

TEST_CASE("Figures of a host are its own") {
    StatsTable table;
    table.add("a", stats(Map{{"count", 2}}, true));
    table.add("a", stats(Map{{"count", 2}}, true));
    table.add("b", stats(Map{{"count", 1}}, true));
    CHECK(table.all().global.empty());
    CHECK(Value(table.all().per_host) == Value(Map{{"a", Map{{"count", 4}}}, {"b", Map{{"count", 1}}}}));
}
