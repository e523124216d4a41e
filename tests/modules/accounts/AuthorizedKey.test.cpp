#include "modules/accounts/AuthorizedKey.hpp"

#include "modules/accounts/PublicKey.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const AuthorizedKey authorized_key;
const std::string one = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOne alice@a";
const std::string two = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABTwo bob@b";
constexpr const char* file = "/home/me/.ssh/authorized_keys";

FakeHost host_with_user() {
    FakeHost host;
    host.add_user({"me", 7, 8, "", "/home/me", ""}).add_directory("/home/me", {.user = 7, .group = 8});
    return host;
}

}  // namespace

TEST_CASE("A key is added, and directory and file belong to the user alone") {
    FakeHost host = host_with_user();
    const ModuleResult result = converges(authorized_key, Map{{"user", "me"}, {"key", one + "\n"}}, host);
    CHECK(host.content(file) == one + "\n");
    CHECK(host.status("/home/me/.ssh", Follow::links)->mode == 0700);
    CHECK(host.status("/home/me/.ssh", Follow::links)->user == 7);
    CHECK(host.status(file, Follow::links)->mode == 0600);
    CHECK(host.status(file, Follow::links)->group == 8);
    CHECK(result.data.find("keyfile")->as_text() == file);
    converges(authorized_key, Map{{"user", "me"}, {"key", "# both\n" + one + "\n\n" + two}}, host);
    CHECK(host.content(file) == one + "\n" + two + "\n");
}

TEST_CASE("A key whose comment or options differ is replaced in its place, others and remarks stay") {
    FakeHost host = host_with_user();
    host.add_directory("/home/me/.ssh", {.user = 7, .group = 8, .mode = 0700});
    host.add_file(file, "# mine\n" + one + "\n" + two);
    already_converged(authorized_key, Map{{"user", "me"}, {"key", two}}, host);
    const std::string options = "no-pty,command=\"echo \\\"a b\\\", c\"";
    converges(authorized_key,
              Map{{"user", "me"}, {"key", one}, {"key_options", options}, {"comment", "new comment"}}, host);
    CHECK(host.content(file) ==
          "# mine\n" + options + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOne new comment\n" + two + "\n");
}

TEST_CASE("Exclusive removes all other keys, absent only those named") {
    FakeHost host = host_with_user();
    host.add_directory("/home/me/.ssh", {.user = 7, .group = 8, .mode = 0700});
    host.add_file(file, one + "\n" + two + "\n");
    converges(authorized_key, Map{{"user", "me"}, {"key", two}, {"exclusive", true}}, host);
    CHECK(host.content(file) == two + "\n");
    converges(authorized_key, Map{{"user", "me"}, {"key", two}, {"state", "absent"}}, host);
    CHECK(host.content(file).empty());
    already_converged(authorized_key, Map{{"user", "me"}, {"key", one}, {"state", "absent"}}, host);
}

TEST_CASE("A path of one's own is used, and its directory left alone when asked for") {
    FakeHost host = host_with_user();
    host.add_directory("/etc/ssh/keys", {.mode = 0755});
    converges(authorized_key,
              Map{{"user", "me"}, {"key", one}, {"path", "/etc/ssh/keys/me"}, {"manage_dir", false}}, host);
    CHECK(host.status("/etc/ssh/keys", Follow::links)->mode == 0755);
    CHECK(host.status("/etc/ssh/keys/me", Follow::links)->user == 0);
}

TEST_CASE("What is no key, and who is no user, is refused") {
    FakeHost host = host_with_user();
    CHECK(failure_of(authorized_key, Map{{"user", "me"}, {"key", "not a key"}}, host) ==
          "invalid key specified: not a key");
    CHECK(failure_of(authorized_key, Map{{"user", "me"}, {"key", "https://x/y.keys"}}, host) ==
          "key: fetch the keys first (lookup \"url\"), then give them as text");
    CHECK(applied(authorized_key, Map{{"user", "you"}, {"key", one}}, host).failure ==
          "Failed to lookup user you");
    CHECK(checked(authorized_key, Map{{"user", "you"}, {"key", one}}, host).unknown ==
          "Failed to lookup user you");
}

TEST_CASE("A line of authorized_keys is read with quotes and spaces in its options") {
    const PublicKey key = *public_key_in("from=\"10.0.0.0/8,::1\",command=\"a b\" " + one);
    CHECK(key.options == std::vector<std::string>{"from=\"10.0.0.0/8,::1\"", "command=\"a b\""});
    CHECK(key.type == "ssh-ed25519");
    CHECK(key.comment == "alice@a");
    CHECK(key.line() == "from=\"10.0.0.0/8,::1\",command=\"a b\" " + one);
    CHECK_FALSE(public_key_in("# " + one));
    CHECK_FALSE(public_key_in("ssh-rsa"));
}
