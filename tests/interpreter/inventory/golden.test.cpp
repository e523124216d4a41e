#include "tests/interpreter/inventory/World.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using namespace interpreter;

namespace {

const std::filesystem::path folder = "tests/interpreter/inventory/golden";

std::string contents(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

// Each inventory holds mistakes; *.error beside it holds everything that is said about it. With UPDATE_GOLDEN
// set the latter are written anew, to be read before they are committed.
TEST_CASE("every mistake in an inventory is said where it was made, with what to do") {
    std::vector<std::filesystem::path> paths;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() != ".error") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    REQUIRE(paths.size() >= 20);
    for (const std::filesystem::path& path : paths) {
        INFO(path.string());
        World world;
        world.load({path.string()});
        const std::string found = world.findings_below(folder.string());
        const std::filesystem::path expected = path.string() + ".error";
        if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << found;
        CHECK(found == contents(expected));
        CHECK_FALSE(found.empty());
    }
}
