#include "interpreter/variables/FactCache.hpp"

#include "interpreter/source/Diagnostic.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace interpreter;
using std::chrono::seconds;

TEST_CASE("Facts are kept in one JSON file a host, secrets aside") {
    const modules::TemporaryDirectory folder;
    const FactCache cache(folder.path() + "/a/facts", "facts_", seconds(60));
    CHECK_FALSE(cache.load("web1").has_value());
    cache.store("web1", Map{{"ansible_os_family", "Debian"},
                            {"token", Value::secret("hunter2")},
                            {"deep", Map{{"list", List{Value::secret("hunter3")}}}}});
    std::ostringstream text;
    text << std::ifstream(folder.path() + "/a/facts/facts_web1").rdbuf();
    CHECK(text.str() == "{\n    \"ansible_os_family\": \"Debian\"\n}");
    CHECK(cache.load("web1")->find("ansible_os_family")->as_text() == "Debian");
    cache.forget("web1");
    CHECK_FALSE(cache.load("web1").has_value());
}

TEST_CASE("Facts that are too old are as none, unless they are kept for ever") {
    const modules::TemporaryDirectory folder;
    std::ofstream(folder.path() + "/old") << "{\"a\": 1}";
    std::filesystem::last_write_time(folder.path() + "/old",
                                     std::filesystem::file_time_type::clock::now() - seconds(3600));
    CHECK_FALSE(FactCache(folder.path(), "", seconds(60)).load("old").has_value());
    CHECK(FactCache(folder.path(), "", seconds(0)).load("old").has_value());
}

TEST_CASE("A host's name never leads out of the directory, and damage is said") {
    const modules::TemporaryDirectory folder;
    const FactCache cache(folder.path() + "/facts", "", seconds(0));
    cache.store("../web", Map{{"a", 1}});
    CHECK(std::filesystem::exists(folder.path() + "/facts/.._web"));
    std::ofstream(folder.path() + "/facts/torn") << "{\"a\": ";
    CHECK_THROWS_WITH(cache.load("torn"), "the facts kept in '" + folder.path() + "/facts/torn' are damaged");
    CHECK_THROWS_WITH(FactCache("", "", seconds(0)), "facts are to be kept in files, but nothing says where");
}
