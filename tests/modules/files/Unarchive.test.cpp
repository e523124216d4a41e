#include "modules/files/Unarchive.hpp"

#include "modules/files/ZipArchive.hpp"
#include "modules/system/PosixHost.hpp"
#include "tests/support/TemporaryDirectory.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace modules;

namespace {

const Unarchive unarchive;

/// A real directory with a real archive: what tar and unzip say is theirs to say.
class Place {
  public:
    Place() {
        std::filesystem::create_directories(directory_ / "tree/d/e");
        std::filesystem::create_directory(directory_ / "out");
        std::ofstream(directory_ / "tree/d/file") << "one\n";
        std::ofstream(directory_ / "tree/d/e/other") << "two\n";
        std::filesystem::create_symlink("file", directory_ / "tree/d/link");
    }
    void command(const std::string& line) const {
        REQUIRE(std::system(("cd " + directory_.path() + "/tree && " + line).c_str()) == 0);
    }
    [[nodiscard]] std::string operator/(const std::string& name) const { return directory_ / name; }
    [[nodiscard]] Map arguments(const std::string& archive, Map more = {}) const {
        Map arguments{{"src", directory_ / archive}, {"dest", directory_ / "out"}, {"remote_src", true}};
        for (const Map::Entry& entry : more)
            arguments.set(entry.first, entry.second);
        return arguments;
    }

  private:
    TemporaryDirectory directory_;
};

ModuleResult result_of(const Map& arguments, Run mode = Run::apply) {
    PosixHost host;
    return run(unarchive, arguments, host, mode, {});
}

/// Looks, unpacks, and looks again: the second look finds nothing.
void unpacks(const Map& arguments) {
    const ModuleResult looked = result_of(arguments, Run::check);
    INFO(looked.failure.value_or(""));
    CHECK(looked.changed);
    const ModuleResult first = result_of(arguments);
    INFO(first.failure.value_or(""));
    CHECK_FALSE(first.failure);
    CHECK(first.changed);
    const ModuleResult second = result_of(arguments);
    CHECK_FALSE(second.failure);
    CHECK_FALSE(second.changed);
}

std::string text_in(const std::string& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("an archive of tar is unpacked, and not again while all is as in it") {
    const Place place;
    for (const auto& [options, kind] : {std::pair{"cf", "TarArchive"}, {"czf", "TgzArchive"}}) {
        place.command(std::string("tar ") + options + " ../a.tar d");
        std::filesystem::remove_all(place / "out/d");
        unpacks(place.arguments("a.tar"));
        CHECK(text_in(place / "out/d/e/other") == "two\n");
        CHECK(std::filesystem::read_symlink(place / "out/d/link") == "file");
        CHECK(*result_of(place.arguments("a.tar")).data.find("handler") == Value(kind));
    }
}

TEST_CASE("whatever drifts from an archive is brought back") {
    const Place place;
    place.command("tar cf ../a.tar d");
    result_of(place.arguments("a.tar"));
    std::ofstream(place / "out/d/file") << "other\n";
    std::filesystem::remove(place / "out/d/e/other");
    const ModuleResult looked = result_of(place.arguments("a.tar"), Run::check);
    REQUIRE(looked.differences.size() == 1);
    CHECK(looked.differences[0].before.as_text().find("d/file: ") != std::string::npos);
    CHECK(looked.differences[0].before.as_text().find("d/e/other: ") != std::string::npos);
    unpacks(place.arguments("a.tar"));
    CHECK(text_in(place / "out/d/file") == "one\n");
}

TEST_CASE("members may be chosen, left out, and given other names") {
    const Place place;
    place.command("tar cf ../a.tar d");
    unpacks(place.arguments("a.tar", {{"exclude", List{"d/e"}}, {"list_files", true}}));
    CHECK_FALSE(std::filesystem::exists(place / "out/d/e"));
    std::filesystem::remove_all(place / "out/d");
    unpacks(place.arguments("a.tar", {{"include", List{"d/e"}}}));
    CHECK_FALSE(std::filesystem::exists(place / "out/d/file"));
    unpacks(place.arguments("a.tar", {{"extra_opts", List{"--strip-components=1"}}}));
    CHECK(text_in(place / "out/file") == "one\n");
    const ModuleResult listed =
        result_of(place.arguments("a.tar", {{"extra_opts", List{"--strip-components=1"}}, {"list_files", true}}));
    CHECK(*listed.data.find("files") == Value(List{"file", "link", "e/", "e/other"}));
}

TEST_CASE("a mode that is asked for holds for every member, whatever the archive says") {
    const Place place;
    place.command("tar cf ../a.tar d/file d/e/other");
    unpacks(place.arguments("a.tar", {{"mode", "0600"}}));
    CHECK(std::filesystem::status(place / "out/d/file").permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(result_of(place.arguments("a.tar", {{"mode", "0640"}})).changed);
    CHECK_FALSE(result_of(place.arguments("a.tar", {{"mode", "0640"}})).changed);
}

TEST_CASE("an archive of ZIP is compared by length and checksum") {
    const Place place;
    place.command("zip -qr ../a.zip d");
    unpacks(place.arguments("a.zip"));
    CHECK(text_in(place / "out/d/e/other") == "two\n");
    std::ofstream(place / "out/d/file") << "onE\n";
    const ModuleResult looked = result_of(place.arguments("a.zip"), Run::check);
    REQUIRE(looked.differences.size() == 1);
    CHECK(looked.differences[0].before == Value("d/file: Contents differ\n"));
    unpacks(place.arguments("a.zip"));
    CHECK(crc32_of("123456789") == 0xCBF43926U);
}

TEST_CASE("what cannot be unpacked says so") {
    FakeHost host;
    host.add_file("/a.tar", "no archive").add_directory("/out");
    host.answer("tar", {"--list"}, "", 2, "tar: This does not look like a tar archive\n");
    const Map arguments{{"src", "/a.tar"}, {"dest", "/out"}, {"remote_src", true}};
    CHECK(failure_of(unarchive, arguments, host) ==
          "Failed to find handler for \"/a.tar\". Make sure the required command to extract the file is installed: "
          "tar: This does not look like a tar archive\n");
    CHECK(failure_of(unarchive, Map{{"src", "/none"}, {"dest", "/out"}}, host) == "Source '/none' does not exist");
    CHECK(failure_of(unarchive, Map{{"src", "/a.tar"}, {"dest", "/none"}}, host) ==
          "dest '/none' must be an existing dir");
    CHECK(failure_of(unarchive, Map{{"src", "https://example.org/a.tar"}, {"dest", "/out"}}, host) ==
          "src is an address: bring the archive with get_url first");
    const ModuleResult there = applied(unarchive, Map{{"src", "/a.tar"}, {"dest", "/out"}, {"creates", "/out"}}, host);
    CHECK(there.skipped);
    CHECK(*there.data.find("msg") == Value("skipped, since /out exists"));
}
