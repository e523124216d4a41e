#include "interpreter/yaml/YamlNode.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace interpreter;

namespace {

const std::filesystem::path folder = "tests/interpreter/yaml/golden";

std::string contents(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string findings(const std::filesystem::path& path) {
    SourceFiles files;
    const std::uint32_t file = files.add(path.filename().string(), contents(path));
    Diagnostics diagnostics;
    load_yaml_document(files, file, diagnostics);
    std::string text;
    for (const Diagnostic& found : diagnostics.all())
        text += render(found, files, Colour::never);
    return text;
}

}  // namespace

// Each *.yml holds a mistake; *.error beside it holds everything that is said about it. With UPDATE_GOLDEN
// set the latter are written anew, to be read before they are committed.
TEST_CASE("every mistake in YAML is said where it was made, with what to do") {
    std::vector<std::filesystem::path> paths;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".yml") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    REQUIRE(paths.size() >= 40);
    for (const std::filesystem::path& path : paths) {
        INFO(path.string());
        const std::filesystem::path expected = std::filesystem::path(path).replace_extension(".error");
        const std::string found = findings(path);
        if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << found;
        CHECK(found == contents(expected));
        CHECK_FALSE(found.empty());
    }
}
