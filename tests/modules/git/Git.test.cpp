#include "modules/git/Git.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"
#include "tests/support/TemporaryDirectory.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace modules;

namespace {

const Git git;

/// A real repository, and room for copies of it.
class Repositories {
  public:
    Repositories() {
        std::filesystem::create_directory(origin());
        in_origin({"init", "--quiet", "--initial-branch=main"});
        first = commit("file", "one\n");
    }

    [[nodiscard]] std::string origin() const { return directory_ / "origin"; }
    [[nodiscard]] std::string copy() const { return directory_ / "below/copy"; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return directory_ / name; }

    std::string in(const std::string& where, std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"-c", "user.name=me", "-c", "user.email=me@example.org", "-c",
                                             "protocol.file.allow=always"});
        const ProcessResult result =
            run_process({.program = "git", .arguments = arguments, .directory = where});
        INFO(arguments.at(6) << ": " << result.output << result.error);
        REQUIRE(result.ok());
        return std::string(trimmed(result.output));
    }
    std::string in_origin(std::vector<std::string> arguments) const {
        return in(origin(), std::move(arguments));
    }

    std::string commit(const std::string& file, const std::string& content) const {
        put(origin() + '/' + file, content);
        in_origin({"add", "."});
        in_origin({"commit", "--quiet", "--message=" + file});
        return in_origin({"rev-parse", "HEAD"});
    }
    static void put(const std::string& path, const std::string& content) { std::ofstream(path) << content; }
    [[nodiscard]] std::string content(const std::string& path) const {
        return PosixHost().read_if_there(copy() + '/' + path).value_or("nothing");
    }

    [[nodiscard]] ModuleResult run_git(Map arguments, Run mode = Run::apply) const {
        if (!arguments.contains("repo")) arguments.set("repo", origin());
        if (!arguments.contains("dest")) arguments.set("dest", copy());
        PosixHost host;
        return run(git, arguments, host, mode, {.diff = true});
    }

    /// Check mode changed nothing and announced what apply did; a second look finds nothing to do.
    ModuleResult converged(const Map& arguments) const {
        INFO(to_json(arguments));
        const auto state = [&] {
            return std::filesystem::exists(copy())
                       ? content("file") + PosixHost().read_if_there(copy() + "/.git/HEAD").value_or("")
                       : "none";
        };
        const std::string before = state();
        const ModuleResult look = run_git(arguments, Run::check);
        INFO("check: " << to_json(to_value(look)));
        REQUIRE(!look.failure);
        CHECK(state() == before);
        ModuleResult result = run_git(arguments);
        INFO("apply: " << to_json(to_value(result)));
        REQUIRE(!result.failure);
        CHECK(result.changed == look.changed);
        CHECK(to_value(result).get("differences") == to_value(look).get("differences"));
        const ModuleResult again = run_git(arguments, Run::check);
        INFO("again: " << to_json(to_value(again)));
        CHECK(!again.changed);
        return result;
    }

    std::string first;

  private:
    TemporaryDirectory directory_;
};

Value text_in(const ModuleResult& result, const char* key) {
    return result.data.find(key) != nullptr ? *result.data.find(key) : Value("no such key");
}

}  // namespace

TEST_CASE("A copy is made of what is checked out there, and follows it") {
    const Repositories repositories;
    const ModuleResult made = repositories.converged({});
    CHECK(repositories.content("file") == "one\n");
    CHECK(text_in(made, "before").is_null());
    CHECK(text_in(made, "after") == Value(repositories.first));
    const std::string second = repositories.commit("file", "two\n");
    CHECK(!repositories.converged({{"update", false}}).changed);
    const ModuleResult renewed = repositories.converged({});
    CHECK(repositories.content("file") == "two\n");
    CHECK(text_in(renewed, "before") == Value(repositories.first));
    CHECK(text_in(renewed, "after") == Value(second));
    CHECK(text_in(renewed, "remote_url_changed") == Value(false));
}

TEST_CASE("A version is a branch, a tag of either kind, or a commit") {
    const Repositories repositories;
    repositories.in_origin({"tag", "light"});
    repositories.in_origin({"tag", "--annotate", "--message=x", "heavy"});
    repositories.commit("file", "two\n");
    repositories.in_origin({"checkout", "--quiet", "-b", "other"});
    const std::string other = repositories.commit("file", "other\n");
    repositories.in_origin({"checkout", "--quiet", "main"});
    repositories.converged({{"version", "light"}});
    CHECK(repositories.content("file") == "one\n");
    repositories.converged({{"version", "other"}});
    CHECK(repositories.content("file") == "other\n");
    repositories.converged({{"version", "heavy"}});
    CHECK(repositories.content("file") == "one\n");
    repositories.converged({{"version", "main"}});
    CHECK(repositories.content("file") == "two\n");
    repositories.converged({{"version", other}});
    CHECK(repositories.content("file") == "other\n");
    CHECK(!repositories.converged({{"version", other.substr(0, 10)}}).changed);
    // Detached: HEAD is what the repository calls so.
    repositories.converged({});
    CHECK(repositories.content("file") == "two\n");
}

TEST_CASE("What was changed in a copy is kept, or thrown away where that is asked for") {
    const Repositories repositories;
    repositories.converged({});
    Repositories::put(repositories.copy() + "/new", "not in git\n");
    CHECK(!repositories.converged({}).changed);
    Repositories::put(repositories.copy() + "/file", "changed\n");
    const std::string message = "Local modifications exist in the destination: " + repositories.copy();
    CHECK(repositories.run_git({}).failure == message + " (force=no).");
    const ModuleResult result = repositories.converged({{"force", true}});
    CHECK(text_in(result, "msg") == Value(message));
    CHECK(repositories.content("file") == "one\n");
    CHECK(repositories.content("new") == "not in git\n");
}

TEST_CASE("A copy may be shallow, of one branch, bare, and without its git directory") {
    const Repositories repositories;
    repositories.commit("file", "two\n");
    repositories.in_origin({"checkout", "--quiet", "-b", "other"});
    repositories.commit("file", "other\n");
    const auto commits = [&] {
        return repositories.in(repositories.copy(), {"rev-list", "--count", "HEAD"});
    };
    repositories.converged({{"version", "main"}, {"depth", 1}, {"single_branch", true}});
    CHECK(commits() == "1");
    repositories.converged({{"version", "other"}, {"depth", 1}});
    CHECK(repositories.content("file") == "other\n");
    CHECK(commits() == "1");
    const std::string kept = repositories / "kept.git";
    const ModuleResult moved = repositories.converged({{"version", "other"}, {"separate_git_dir", kept}});
    CHECK(text_in(moved, "git_dir_now") == Value(kept));
    CHECK(repositories.content(".git") == "gitdir: " + kept + "\n");
    const Map bare{
        {"bare", true}, {"dest", repositories / "bare"}, {"version", "main"}, {"remote", "upstream"}};
    repositories.converged(bare);
    CHECK(PosixHost().exists(repositories / "bare/config"));
}

TEST_CASE("A bare repository is renewed") {
    const Repositories repositories;
    const Map bare{{"bare", true}};
    repositories.converged(bare);
    const std::string second = repositories.commit("file", "two\n");
    CHECK(text_in(repositories.converged(bare), "after") == Value(second));
}

TEST_CASE("A copy follows its repository to another address") {
    const Repositories repositories;
    repositories.converged({});
    std::filesystem::rename(repositories.origin(), repositories / "moved");
    const ModuleResult result = repositories.converged({{"repo", repositories / "moved"}});
    CHECK(text_in(result, "remote_url_changed") == Value(true));
}

TEST_CASE("Submodules come along, and an archive of the version") {
    const Repositories repositories;
    std::filesystem::create_directory(repositories / "part");
    repositories.in(repositories / "part", {"init", "--quiet", "--initial-branch=main"});
    Repositories::put(repositories / "part/inner", "1\n");
    const auto commit_part = [&] {
        repositories.in(repositories / "part", {"add", "."});
        repositories.in(repositories / "part", {"commit", "--quiet", "--message=x"});
    };
    commit_part();
    repositories.in_origin({"submodule", "--quiet", "add", repositories / "part", "part"});
    repositories.commit("file", "two\n");
    ::setenv("GIT_CONFIG_COUNT", "1", 1);
    ::setenv("GIT_CONFIG_KEY_0", "protocol.file.allow", 1);
    ::setenv("GIT_CONFIG_VALUE_0", "always", 1);
    repositories.converged({});
    CHECK(repositories.content("part/inner") == "1\n");
    std::filesystem::remove_all(repositories.copy() + "/part/.git");
    std::filesystem::remove_all(repositories.copy() + "/part/inner");
    CHECK(text_in(repositories.converged({}), "submodules_changed") == Value(true));
    CHECK(repositories.content("part/inner") == "1\n");
    Repositories::put(repositories / "part/inner", "2\n");
    commit_part();
    CHECK(!repositories.converged({}).changed);
    repositories.converged({{"track_submodules", true}, {"force", true}});
    CHECK(repositories.content("part/inner") == "2\n");
    for (const char* const name : {"GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"})
        ::unsetenv(name);
}

TEST_CASE("An archive of the version is made, and made anew when the version is another") {
    const Repositories repositories;
    const std::string archive = repositories / "x.tar.gz";
    const Map wanted{{"archive", archive}, {"archive_prefix", "x/"}};
    repositories.converged(wanted);
    const std::string before = PosixHost().read(archive);
    CHECK(!before.empty());
    repositories.commit("file", "two\n");
    repositories.converged(wanted);
    CHECK(PosixHost().read(archive) != before);
    CHECK(repositories.run_git({{"archive", repositories / "x.rar"}}).failure ==
          "Unable to get file extension from archive file name : " + (repositories / "x.rar"));
}

TEST_CASE("Without a copy the version is only told; a repository that cannot be read is a failure") {
    const Repositories repositories;
    const ModuleResult told = repositories.run_git({{"clone", false}});
    CHECK(told.changed);
    CHECK(text_in(told, "after") == Value(repositories.first));
    CHECK(!std::filesystem::exists(repositories.copy()));
    CHECK(repositories.run_git({{"repo", repositories / "nowhere"}})
              .failure.value_or("")
              .starts_with("Could not read the repository " + (repositories / "nowhere") + ": fatal: "));
    CHECK(repositories.run_git({{"version", "nosuch"}})
              .failure.value_or("")
              .starts_with("Failed to checkout nosuch"));
    CHECK(repositories.run_git({{"verify_commit", true}, {"version", repositories.first}})
              .failure.value_or("")
              .starts_with("Failed to verify GPG signature of commit/tag \"" + repositories.first + "\""));
}

TEST_CASE("What makes no sense to git is refused, and ssh is told what is wanted of it") {
    FakeHost host;
    CHECK(failure_of(git, Map{{"repo", "x"}}, host) ==
          "the destination directory must be specified unless clone=no");
    CHECK(failure_of(git, Map{{"repo", "x"}, {"dest", "/d"}, {"version", "--upload-pack=x"}}, host) ==
          "git: \"--upload-pack=x\" is no name here");
    CHECK(checked(git, Map{{"repo", "x"}, {"dest", "/d"}}, host).unknown ==
          "Failed to find required executable \"git\"");
    host.set_environment("HOME", "/root").answer("git", {"ls-remote"}, "abc\tHEAD\n");
    const Map wanted{
        {"repo", "ssh://h/r"}, {"dest", "/d"}, {"key_file", "/k 1"}, {"accept_newhostkey", true}};
    CHECK(checked(git, wanted, host).changed);
    CHECK(host.queried().back().environment.at("GIT_SSH_COMMAND") ==
          "ssh -o StrictHostKeyChecking=accept-new -o "
          "'GlobalKnownHostsFile=/etc/ssh/ssh_known_hosts /root/.ssh/known_hosts' -o "
          "UserKnownHostsFile=/dev/null -o "
          "BatchMode=yes -i '/k 1' -o IdentitiesOnly=yes");
}
