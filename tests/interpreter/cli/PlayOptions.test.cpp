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

TEST_CASE("The command line wins over the configuration, the configuration over what is usual") {
    SourceFiles files;
    Diagnostics findings;
    const Environment environment = [](std::string_view name) -> std::optional<std::string> {
        if (name == "ANSIBLE_CONFIG") return "/dev/null";
        if (name == "ANSIBLE_FORKS") return "7";
        if (name == "ANSIBLE_BECOME") return "yes";
        if (name == "ANSIBLE_REMOTE_USER") return "deploy";
        if (name == "ANSIBLE_RUN_TAGS") return "a,b";
        if (name == "ANSIBLE_HASH_BEHAVIOUR") return "merge";
        if (name == "ANSIBLE_GATHERING") return "explicit";
        return std::nullopt;
    };
    const Configuration configuration = Configuration::load(environment, files, findings);
    const PlayOptions usual = parse_play_options({"site.yml"}, configuration);
    CHECK(usual.run.forks == 7);
    CHECK(usual.run.become);
    CHECK(usual.run.remote_user == "deploy");
    CHECK(usual.run.tags == std::vector<std::string>{"a", "b"});
    CHECK(usual.run.mappings == HashBehaviour::merge);
    CHECK(usual.run.gathering == Gathering::when_asked);
    const PlayOptions said = parse_play_options({"-f", "3", "-u", "me", "-t", "c", "site.yml"}, configuration);
    CHECK(said.run.forks == 3);
    CHECK(said.run.remote_user == "me");
    CHECK(said.run.tags == std::vector<std::string>{"c"});
}

TEST_CASE("An identity of the vault has the label that it names, a password file the usual one") {
    const PlayOptions options = parse_play_options(
        {"--vault-password-file", "keys@home", "--vault-id", "dev@file", "--vault-id", "prompt", "site.yml"});
    CHECK(options.vault_identities == std::vector<std::string>{"dev@file", "prompt", "default@keys@home"});
}
