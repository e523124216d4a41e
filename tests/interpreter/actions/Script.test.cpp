#include "tests/interpreter/actions/CalledAction.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace interpreter;

TEST_CASE("script sends the file and hands the rest of the line on as it was written") {
    const modules::TemporaryDirectory directory;
    std::filesystem::create_directory(directory / "files");
    std::ofstream(directory / "files/count up") << "#!/bin/sh\n";
    Value seen;
    CalledAction call("script", Map{{"_raw_params", "'count up'  --to \"$TEN\" 'a b'\n"}, {"chdir", "/srv"}});
    call.searching(directory.path()).answer([&](const std::string&, const Value& arguments) {
        seen = arguments;
        return modules::ModuleResult{};
    });
    CHECK_FALSE(call.run().result.failure);
    CHECK(call.sent() == std::vector<std::string>{"#!/bin/sh\n"});
    CHECK(seen.text_of("_name") == "count up");
    CHECK(seen.text_of("_words") == "--to \"$TEN\" 'a b'");
    CHECK(seen.text_of("chdir") == "/srv");
    CHECK(seen.text_of("_content_hash").size() == 64);
}

TEST_CASE("script says where it looked for a file that is not there") {
    CalledAction call("script", Map{{"_raw_params", "none.sh"}});
    call.searching("/nowhere");
    CHECK(call.run().result.failure ==
          "could not find 'none.sh'; looked for\n  /nowhere/files/none.sh\n  /nowhere/none.sh");
}

TEST_CASE("raw is not run where only a look is wanted") {
    CalledAction call("raw", Map{{"_raw_params", "reboot"}});
    const ActionResult result = call.in_check_mode().run();
    CHECK(result.result.skipped);
    CHECK(result.result.unknown);
    CHECK(call.called().empty());
}
