#include "modules/kernel/FileSystem.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/TemporaryDirectory.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace modules;

namespace {

const FileSystem file_system;

ModuleResult run_filesystem(const Map& arguments, Run mode = Run::apply) {
    PosixHost host;
    return run(file_system, arguments, host, mode, {.diff = true});
}

/// Check mode changed nothing and announced what apply did; a second look finds nothing to do.
ModuleResult converged(const Map& arguments) {
    INFO(to_json(arguments));
    const ModuleResult look = run_filesystem(arguments, Run::check);
    INFO("check: " << to_json(to_value(look)));
    REQUIRE(!look.failure);
    ModuleResult result = run_filesystem(arguments);
    INFO("apply: " << to_json(to_value(result)));
    REQUIRE(!result.failure);
    CHECK(to_value(result).get("differences") == to_value(look).get("differences"));
    CHECK(!run_filesystem(arguments, Run::check).changed);
    return result;
}

constexpr std::uintmax_t megabyte = 1024 * 1024;

/// An empty file that stands for a device.
class Image {
  public:
    explicit Image(std::uintmax_t size) {
        std::ofstream(path()) << "";
        resize(size);
    }
    void resize(std::uintmax_t size) const { std::filesystem::resize_file(path(), size); }
    [[nodiscard]] std::string path() const { return directory_ / "image"; }

  private:
    TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("A file system is made where nothing is, grows with its device, and goes") {
    const Image image(8 * megabyte);
    const ModuleResult made = converged({{"dev", image.path()}, {"fstype", "ext4"}, {"opts", "-L 'a b'"}});
    CHECK(made.differences.at(0).after == Value(Map{{"fstype", "ext4"}}));
    CHECK(converged({{"dev", image.path()}, {"fstype", "ext4"}, {"resizefs", true}})
              .data.find("msg")
              ->as_text() == "ext4 filesystem is using the whole device " + image.path());
    image.resize(12 * megabyte);
    const ModuleResult grown = converged({{"dev", image.path()}, {"fstype", "ext4"}, {"resizefs", true}});
    CHECK(grown.differences.at(0).before == Value(Map{{"size", 8 * megabyte}}));
    CHECK(grown.differences.at(0).after == Value(Map{{"size", 12 * megabyte}}));
    converged({{"dev", image.path()}, {"state", "absent"}});
    converged({{"dev", image.path()}, {"fstype", "swap"}});
}

TEST_CASE("What is there is replaced only by force") {
    const Image image(8 * megabyte);
    converged({{"dev", image.path()}, {"fstype", "ext2"}});
    Map other{{"dev", image.path()}, {"fstype", "ext4"}};
    CHECK(run_filesystem(other).failure ==
          "'" + image.path() + "' is already used as ext2, use force=true to overwrite");
    other.set("force", true);
    CHECK(run_filesystem(other).changed);
    CHECK(!run_filesystem({{"dev", image.path()}, {"fstype", "ext4"}}).changed);
    CHECK(run_filesystem(other).changed);
}

TEST_CASE("A device that is not there, a kind that nobody knows and a growth that cannot be are refused") {
    FakeHost host;
    host.add_file("/dev/x", "").answer("blkid", {"-c", "/dev/null"}, "swap\n");
    CHECK(checked(file_system, Map{{"dev", "/dev/no"}, {"fstype", "ext4"}}, host).unknown ==
          "Device /dev/no not found.");
    CHECK(applied(file_system, Map{{"dev", "/dev/no"}, {"fstype", "ext4"}}, host).failure ==
          "Device /dev/no not found.");
    already_converged(file_system, Map{{"dev", "/dev/no"}, {"state", "absent"}}, host);
    CHECK(failure_of(file_system, Map{{"dev", "/dev/x"}}, host) ==
          "state is present but all of the following are missing: fstype");
    CHECK(failure_of(file_system, Map{{"dev", "/dev/x"}, {"fstype", "ext5"}}, host)
              .starts_with("argument \"fstype\": expected one of bcachefs, btrfs, ext2,"));
    CHECK(failure_of(file_system, Map{{"dev", "/dev/x"}, {"fstype", "swap"}, {"resizefs", true}}, host) ==
          "module does not support resizing swap filesystem yet.");
}
