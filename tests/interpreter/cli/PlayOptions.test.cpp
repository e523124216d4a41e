#include "interpreter/cli/PlayOptions.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

std::string refused(const std::vector<std::string>& arguments) {
    try {
        parse_play_options(arguments);
    } catch (const UsageError& wrong) {
        return wrong.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("The usual letters mean the usual things") {
    const PlayOptions options = parse_play_options(
        {"-i", "hosts", "-C", "-D", "-l", "web", "-t",     "a,b", "-t", "c",        "--skip-tags", "d",
         "-e", "x=1",   "-f", "3",  "-b", "-u",  "deploy", "-vv", "-v", "site.yml", "more.yml"});
    CHECK(options.playbooks == std::vector<std::string>{"site.yml", "more.yml"});
    CHECK(options.inventories == std::vector<std::string>{"hosts"});
    CHECK(options.run.mode == RunMode::check);
    CHECK(options.run.show_differences);
    CHECK(options.run.limit == "web");
    CHECK(options.run.tags == std::vector<std::string>{"a", "b", "c"});
    CHECK(options.run.skip_tags == std::vector<std::string>{"d"});
    CHECK(options.extra_variables == std::vector<std::string>{"x=1"});
    CHECK(options.run.forks == 3);
    CHECK(options.run.become);
    CHECK(options.run.remote_user == "deploy");
    CHECK(options.run.verbosity == 3);
}

TEST_CASE("An unknown option is refused with a suggestion, an abbreviation is not guessed") {
    CHECK(refused({"--chek", "site.yml"}) == "unknown option --chek; did you mean '--check'?");
    CHECK(refused({"--dif", "site.yml"}).starts_with("unknown option --dif"));
}

TEST_CASE("A playbook must be named, and forks are at least one") {
    CHECK(refused({"-C"}) == "no playbook was named");
    CHECK(refused({"-f", "0", "site.yml"}) == "--forks takes a number from 1 on");
}
