#include "modules/packages/YumRepository.hpp"

#include "modules/packages/IniSections.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const YumRepository yum_repository;
constexpr const char* file = "/etc/yum.repos.d/epel.repo";

FakeHost host_with_directory() {
    FakeHost host;
    host.add_directory("/etc/yum.repos.d");
    return host;
}

const Map epel{{"name", "epel"},
               {"description", "Extra packages"},
               {"baseurl", List{"https://a.example/", "https://b.example/"}},
               {"gpgcheck", false},
               {"exclude", List{"one", "two*"}},
               {"priority", 10}};

}  // namespace

TEST_CASE("A repository is written as Ansible writes it, changed and removed with its file") {
    FakeHost host = host_with_directory();
    const ModuleResult made = converges(yum_repository, epel, host);
    CHECK(host.content(file) ==
          "[epel]\nbaseurl = https://a.example/\n\thttps://b.example/\nexclude = one two*\n"
          "gpgcheck = 0\nname = Extra packages\npriority = 10\n\n");
    CHECK(*made.data.find("repo") == Value("epel"));
    Map other = epel;
    other.set("enabled", true);
    other.set("mode", "0600");
    CHECK(converges(yum_repository, other, host).differences.size() == 2);
    CHECK(host.content(file).find("enabled = 1\n") != std::string::npos);
    CHECK(host.status(file, Follow::nothing)->mode == 0600);
    converges(yum_repository, Map{{"name", "epel"}, {"state", "absent"}}, host);
    CHECK(!host.exists(file));
    already_converged(yum_repository, Map{{"name", "epel"}, {"state", "absent"}}, host);
}

TEST_CASE("Other sections of a file stay, and the order of what is written is no difference") {
    FakeHost host = host_with_directory();
    host.add_file(file,
                  "# by hand\n[epel]\nname=Extra packages\nPRIORITY : 10\ngpgcheck=0\nexclude = one two*\n"
                  "baseurl=https://a.example/\n   https://b.example/\n\n[other]\nname=Other\n");
    already_converged(yum_repository, epel, host);
    converges(yum_repository, Map{{"name", "epel"}, {"state", "absent"}}, host);
    CHECK(host.content(file) == "[other]\nname = Other\n\n");
    Map shared = epel;
    shared.set("name", "second");
    shared.set("file", "epel");
    converges(yum_repository, shared, host);
    CHECK(host.content(file).starts_with("[other]\nname = Other\n\n[second]\n"));
}

TEST_CASE("A file with a password in it is not shown") {
    FakeHost host = host_with_directory();
    Map wanted = epel;
    wanted.set("username", "me");
    wanted.set("password", Value::secret("s3cret-word"));
    const ModuleResult result = converges(yum_repository, wanted, host);
    CHECK(host.content(file).find("password = s3cret-word\n") != std::string::npos);
    CHECK(result.differences.at(0).after.as_text().find("s3cret") == std::string::npos);
}

TEST_CASE("What is no repository is refused; a missing directory is unknown in check mode") {
    FakeHost host = host_with_directory();
    CHECK(failure_of(yum_repository, Map{{"name", "x"}, {"description", "y"}}, host) ==
          "Parameter 'baseurl', 'metalink' or 'mirrorlist' is required.");
    CHECK(failure_of(yum_repository, Map{{"name", "x"}, {"baseurl", "http://x/"}}, host) ==
          "Parameter 'description' is required.");
    CHECK(failure_of(yum_repository, Map{{"name", "x"}, {"keepcache", "2"}, {"gpgchek", true}}, host) ==
          "yum_repository: argument \"keepcache\": expected one of 0, 1, found \"2\"; did you mean \"0\"?\n"
          "  unknown argument \"gpgchek\"; did you mean \"gpgcheck\"?");
    FakeHost bare;
    CHECK(checked(yum_repository, epel, bare).unknown == "Repo directory '/etc/yum.repos.d' does not exist.");
    CHECK(applied(yum_repository, epel, bare).failure == "Repo directory '/etc/yum.repos.d' does not exist.");
}
