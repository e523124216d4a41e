#include "modules/packages/RpmVersion.hpp"

#include "modules/system/Process.hpp"
#include "modules/value/Text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <random>

using namespace modules;

TEST_CASE("Versions are older or newer as rpm says") {
    std::mt19937 random(7);
    constexpr std::string_view letters = "0012399abz._~^+";
    const auto any_version = [&] {
        // rpm refuses an empty one, and takes what follows a hyphen for a release.
        std::string text(1, "01a"[random() % 3]);
        for (std::size_t length = random() % 7; length > 0; --length)
            text += letters[random() % letters.size()];
        return text;
    };
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string program;
    for (int count = 0; count < 1000; ++count) {
        pairs.emplace_back(any_version(), any_version());
        program += fmt::format("print(rpm.vercmp('{}', '{}'), '') ", pairs.back().first, pairs.back().second);
    }
    const ProcessResult said =
        run_process({.program = "rpm", .arguments = {"--eval", "%{lua:" + program + "}"}});
    const std::vector<std::string> answers = words_of(said.output);
    REQUIRE(answers.size() == pairs.size());
    for (std::size_t index = 0; index < pairs.size(); ++index) {
        INFO(pairs[index].first << " and " << pairs[index].second);
        CHECK(std::to_string(rpm_compared(pairs[index].first, pairs[index].second)) == answers[index]);
    }
}

TEST_CASE("Epoch comes before version, version before release, and what is not written is not compared") {
    CHECK(compared(rpm_version("1:1.0-1"), rpm_version("2.0-1")) > 0);
    CHECK(compared(rpm_version("0:1.0-1"), rpm_version("1.0-1")) == 0);
    CHECK(compared(rpm_version("1.0-1.el9"), rpm_version("1.0-2.el9")) < 0);
    CHECK(compared(rpm_version("1.0-1"), rpm_version("1.0")) == 0);
    CHECK(rpm_version("32:9.16-1").text() == "32:9.16-1");
    CHECK(rpm_version("0:9.16-1").text() == "9.16-1");
}
