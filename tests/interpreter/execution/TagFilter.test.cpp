#include "interpreter/execution/TagFilter.hpp"

#include <catch2/catch.hpp>

using interpreter::TagFilter;
using Tags = std::vector<std::string>;

namespace {

// The answers of Ansible 2.14 for a task with these tags under these options.
struct Row {
    Tags only;
    Tags skip;
    Tags task;
    bool selected;
};

}  // namespace

TEST_CASE("Tags select tasks as Ansible does") {
    const Row rows[] = {
        {{}, {}, {}, true},
        {{}, {}, {"blue"}, true},
        {{}, {}, {"never"}, false},
        {{}, {}, {"never", "blue"}, false},
        {{"blue"}, {}, {}, false},
        {{"blue"}, {}, {"blue"}, true},
        {{"blue"}, {}, {"red"}, false},
        {{"blue"}, {}, {"always"}, true},
        {{"blue"}, {}, {"never", "blue"}, true},
        {{"never"}, {}, {"never"}, true},
        {{"all"}, {}, {}, true},
        {{"all"}, {}, {"never"}, false},
        {{"tagged"}, {}, {"blue"}, true},
        {{"tagged"}, {}, {}, false},
        {{"untagged"}, {}, {}, true},
        {{"untagged"}, {}, {"blue"}, false},
        {{"untagged"}, {}, {"always"}, true},
        {{}, {"blue"}, {"blue"}, false},
        {{}, {"blue"}, {}, true},
        {{}, {"blue"}, {"always", "blue"}, false},
        {{}, {"all"}, {"blue"}, false},
        {{}, {"all"}, {"always"}, true},
        {{}, {"all", "always"}, {"always"}, false},
        {{}, {"tagged"}, {"blue"}, false},
        {{}, {"tagged"}, {}, true},
        {{}, {"untagged"}, {}, false},
        {{"blue"}, {"dark"}, {"blue", "dark"}, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.only, row.skip, row.task);
        CHECK(TagFilter(row.only, row.skip).selects(row.task) == row.selected);
    }
}
