#include "modules/packages/AptRepository.hpp"

#include "modules/packages/AptSources.hpp"
#include "tests/modules/packages/FakeDebian.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const AptRepository apt_repository;
const std::string line =
    "deb [arch=amd64 signed-by=/k.asc] https://user:pw@deb.example.org/debian stable main";
constexpr const char* list = "/etc/apt/sources.list.d/deb_example_org_debian.list";

}  // namespace

TEST_CASE("A repository gets a list of its own, and apt's lists are fetched") {
    FakeHost host;
    const FakeDebian debian(host);
    const ModuleResult made = converges(apt_repository, Map{{"repo", line}}, host);
    CHECK(host.content(list) == line + "\n");
    CHECK(host.status(list, Follow::nothing)->mode == 0644);
    CHECK(host.ran().back().arguments.back() == "update");
    CHECK(*made.data.find("repo") == Value(line));
    CHECK(made.differences.at(0).after == Value(line + "\n"));
    converges(apt_repository, Map{{"repo", line}, {"state", "absent"}}, host);
    CHECK(!host.exists(list));
    const Map named{{"repo", line}, {"filename", "mine"}, {"mode", "0600"}, {"update_cache", false}};
    const std::size_t before = host.ran().size();
    converges(apt_repository, named, host);
    CHECK(host.ran().size() == before);
    CHECK(host.status("/etc/apt/sources.list.d/mine.list", Follow::nothing)->mode == 0600);
}

TEST_CASE("A source that stands somewhere is there, however it is written; a disabled one is enabled") {
    FakeHost host;
    const FakeDebian debian(host);
    already_converged(apt_repository, Map{{"repo", "deb  http://deb.example/   stable main # why"}}, host);
    host.add_file("/etc/apt/sources.list.d/a.list",
                  "# a remark\n# deb http://a.example/ s main # off\nother\n");
    converges(apt_repository, Map{{"repo", "deb http://a.example/ s main"}}, host);
    CHECK(host.content("/etc/apt/sources.list.d/a.list") ==
          "# a remark\ndeb http://a.example/ s main # off\nother\n");
    converges(apt_repository, Map{{"repo", "deb http://a.example/ s main"}, {"state", "absent"}}, host);
    CHECK(host.content("/etc/apt/sources.list.d/a.list") == "# a remark\nother\n");
}

TEST_CASE("Where apt's lists cannot be fetched all is as it was") {
    FakeHost host;
    FakeDebian debian(host);
    debian.broken_updates = 9;
    const std::string sources = host.content("/etc/apt/sources.list");
    const Map wanted{{"repo", "deb http://broken.example/ s main"}, {"update_cache_retries", 2}};
    CHECK(applied(apt_repository, wanted, host)
              .failure.value_or("")
              .starts_with("Failed to update apt cache: "));
    CHECK(!host.exists("/etc/apt/sources.list.d/broken_example.list"));
    CHECK(host.content("/etc/apt/sources.list") == sources);
}

TEST_CASE("A line is no source, or a file's name, as apt and Ansible have it") {
    FakeHost host;
    CHECK(failure_of(apt_repository, Map{{"repo", "http://deb.example/ stable main"}}, host) ==
          "Invalid repository string: http://deb.example/ stable main");
    CHECK(failure_of(apt_repository, Map{{"repo", ""}}, host) ==
          "Please set argument 'repo' to a non-empty value");
    CHECK(failure_of(apt_repository, Map{{"repo", "ppa:a/b"}}, host)
              .starts_with("ppa:a/b: ppa: is not understood"));
    CHECK(source_file_name("deb-src http://archive.ubuntu.com/ubuntu/ jammy main") ==
          "archive_ubuntu_com_ubuntu");
    CHECK(source_file_name("deb [trusted=yes] file:///srv/repo ./") == "srv_repo");
    CHECK(source_file_name("deb https://me:secret@deb.example:8080/x s main") == "deb_example_8080_x");
}
