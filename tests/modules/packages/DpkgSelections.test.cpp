#include "modules/packages/DpkgSelections.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("A package is held and let go again; one that dpkg does not know is a failure") {
    const DpkgSelections selections;
    FakeHost host;
    std::string selection = "install";
    host.on_run("dpkg", {"--get-selections", "bash"}, [&](const Command&) {
        return ProcessResult{.output = "bash\t\t\t\t\t\t" + selection + "\n"};
    });
    host.on_run("dpkg", {"--set-selections"}, [&](const Command& command) {
        REQUIRE(command.input.starts_with("bash "));
        selection = command.input.substr(5, command.input.size() - 6);
        return ProcessResult{};
    });
    const ModuleResult result = converges(selections, Map{{"name", "bash"}, {"selection", "hold"}}, host);
    CHECK(*result.data.find("before") == Value("install"));
    CHECK(*result.data.find("after") == Value("hold"));
    converges(selections, Map{{"name", "bash"}, {"selection", "install"}}, host);

    host.answer("dpkg", {"--get-selections", "nope"}, "", 0, "dpkg: no packages found matching nope\n");
    const Map wanted{{"name", "nope"}, {"selection", "hold"}};
    const std::string missing = "Failed to find package 'nope' to perform selection 'hold'.";
    CHECK(applied(selections, wanted, host).failure == missing);
    CHECK(checked(selections, wanted, host).unknown == missing);
}
