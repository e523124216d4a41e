#include "modules/accounts/GroupModule.hpp"
#include "modules/accounts/Shadow.hpp"
#include "modules/accounts/UserModule.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/accounts/FakeAccounts.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const UserModule user;
const GroupModule group;
using Lines = std::vector<std::string>;

const std::string hash = "$6$salt$" + std::string(86, 'x');
const std::string other_hash = "$6$salt$" + std::string(86, 'y');

}  // namespace

TEST_CASE("A group is made, numbered anew and removed") {
    FakeHost host;
    FakeAccounts accounts(host);
    const ModuleResult made =
        converges(group, Map{{"name", "haclient"}, {"gid", 189}, {"system", true}}, host);
    CHECK(made.data.find("gid")->as_integer() == 189);
    CHECK(host.ran().back().arguments == Lines{"-g", "189", "-r", "haclient"});
    already_converged(group, Map{{"name", "haclient"}}, host);
    const ModuleResult changed = converges(group, Map{{"name", "haclient"}, {"gid", 190}}, host);
    CHECK(changed.differences.at(0).before == Value(Map{{"gid", 189}}));
    CHECK(host.ran().back().program == "groupmod");
    converges(group, Map{{"name", "haclient"}, {"state", "absent"}}, host);
    already_converged(group, Map{{"name", "haclient"}, {"state", "absent"}}, host);
}

TEST_CASE("A user is made with all that was asked for, the password by chpasswd's input alone") {
    FakeHost host;
    FakeAccounts accounts(host);
    host.add_group({"sudo", 27, {}}).add_group({"adm", 4, {}});
    const ModuleResult result = converges(user,
                                          Map{{"name", "deploy"},
                                              {"comment", "The deployer"},
                                              {"shell", "/bin/bash"},
                                              {"groups", List{"sudo", "4"}},
                                              {"password", Value::secret(hash)}},
                                          host);
    REQUIRE(host.ran().size() == 2);
    CHECK(host.ran()[0].arguments ==
          Lines{"-G", "sudo,adm", "-c", "The deployer", "-s", "/bin/bash", "-m", "deploy"});
    CHECK(host.ran()[1].arguments == Lines{"-e"});
    CHECK(host.ran()[1].input == "deploy:" + hash + "\n");
    for (const std::string& line : host.writes())
        CHECK(line.find(hash) == std::string::npos);
    CHECK(to_json(to_value(result), 0, SecretStyle::revealed).find(hash) == std::string::npos);
    CHECK(result.data.find("home")->as_text() == "/home/deploy");
    CHECK(result.data.find("groups")->as_text() == "sudo,adm");
    CHECK(result.data.find("uid")->as_integer() == 1000);
    CHECK(accounts.hash_of("deploy") == hash);
}

TEST_CASE("A user whose name a group already has joins that group") {
    FakeHost host;
    FakeAccounts accounts(host);
    host.add_group({"galera", 118, {}});
    converges(user, Map{{"name", "galera"}, {"system", true}, {"create_home", false}}, host);
    CHECK(host.ran().back().arguments == Lines{"-N", "-M", "-r", "galera"});
    CHECK(host.user("galera")->group == 118);
}

TEST_CASE(
    "Groups are added with append, and without it are exactly those named; the primary one never counts") {
    FakeHost host;
    FakeAccounts accounts(host);
    host.add_group({"me", 1, {}})
        .add_group({"a", 2, {"me"}})
        .add_group({"b", 3, {}})
        .add_group({"c", 4, {"me"}});
    accounts.add({"me", 1, 1, "", "/home/me", ""});
    host.add_directory("/home/me");
    const ModuleResult appended =
        converges(user, Map{{"name", "me"}, {"groups", List{"b", "me"}}, {"append", true}}, host);
    CHECK(host.ran().back().arguments == Lines{"-a", "-G", "b", "me"});
    CHECK(appended.differences.at(0).before == Value(Map{{"groups", "a,c"}}));
    CHECK(appended.differences.at(0).after == Value(Map{{"groups", "a,c,b"}}));
    converges(user, Map{{"name", "me"}, {"groups", "b,a"}}, host);
    CHECK(host.group("c")->members.empty());
    converges(user, Map{{"name", "me"}, {"groups", List{}}}, host);
    CHECK(host.ran().back().arguments == Lines{"-G", "", "me"});
    already_converged(user, Map{{"name", "me"}}, host);
}

TEST_CASE("A group that is not there is a failure, and in check mode may come to be") {
    FakeHost host;
    FakeAccounts accounts(host);
    const Value wanted = Map{{"name", "nova"}, {"group", "nova"}};
    CHECK(applied(user, wanted, host).failure == "Group nova does not exist");
    const ModuleResult looked = checked(user, wanted, host);
    CHECK(looked.changed);
    CHECK(looked.warnings ==
          Lines{"Group nova does not exist, which may come to be when this runs for real"});
}

TEST_CASE("What differs in a user is changed with one usermod, and a moved home is moved") {
    FakeHost host;
    FakeAccounts accounts(host);
    accounts.add({"me", 1, 0, "", "/home/me", "/bin/sh"});
    host.add_file("/home/me/file", "x").add_directory("/srv");
    const ModuleResult result = converges(user,
                                          Map{{"name", "me"},
                                              {"uid", 7},
                                              {"home", "/srv/me"},
                                              {"move_home", true},
                                              {"shell", "/bin/bash"},
                                              {"expires", 1893456000.0}},
                                          host);
    CHECK(host.ran().size() == 1);
    CHECK(host.ran().back().arguments ==
          Lines{"-u", "7", "-d", "/srv/me", "-m", "-s", "/bin/bash", "-e", "2030-01-01", "me"});
    CHECK(host.content("/srv/me/file") == "x");
    CHECK(result.differences.at(0).after ==
          Value(Map{{"uid", 7}, {"home", "/srv/me"}, {"shell", "/bin/bash"}, {"expires", "2030-01-01"}}));
    converges(user, Map{{"name", "me"}, {"expires", -1.0}}, host);
    CHECK(host.ran().back().arguments == Lines{"-e", "", "me"});
}

TEST_CASE("A home that is missing is made from the skeleton, owned by the user") {
    FakeHost host;
    FakeAccounts accounts(host);
    accounts.add({"me", 7, 0, "", "/srv/deep/me", "/bin/sh"});
    host.add_file("/etc/skel/.bashrc", "rc").add_file("/etc/skel/bin/x", "", {.mode = 0755});
    host.add_file("/etc/login.defs", "# HOME_MODE 0777\nUMASK 022\nHOME_MODE\t0750\n");
    converges(user, Map{{"name", "me"}}, host);
    CHECK(host.status("/srv/deep/me", Follow::links)->mode == 0750);
    CHECK(host.status("/srv/deep/me/bin/x", Follow::links)->mode == 0755);
    CHECK(host.status("/srv/deep/me/.bashrc", Follow::links)->user == 7);
    CHECK(host.status("/srv/deep", Follow::links)->user == 0);
    accounts.add({"other", 8, 0, "", "/none", "/bin/sh"});
    already_converged(user, Map{{"name", "other"}, {"create_home", false}}, host);
}

TEST_CASE("A password is renewed always or only at the start, and locked or not") {
    FakeHost host;
    FakeAccounts accounts(host);
    accounts.add({"me", 7, 0, "", "/root", "/bin/sh"}, hash);
    already_converged(user, Map{{"name", "me"}, {"password", hash}}, host);
    already_converged(user, Map{{"name", "me"}, {"password", other_hash}, {"update_password", "on_create"}},
                      host);
    const ModuleResult result = converges(user, Map{{"name", "me"}, {"password", other_hash}}, host);
    CHECK(to_json(to_value(result), 0, SecretStyle::revealed).find("yyyy") == std::string::npos);
    converges(user, Map{{"name", "me"}, {"password_lock", true}}, host);
    CHECK(accounts.hash_of("me") == "!" + other_hash);
    already_converged(user, Map{{"name", "me"}, {"password", other_hash}}, host);
    converges(user, Map{{"name", "me"}, {"password", hash}, {"password_lock", true}}, host);
    CHECK(accounts.hash_of("me") == "!" + hash);
    converges(user, Map{{"name", "me"}, {"password_lock", false}}, host);
    CHECK(accounts.hash_of("me") == hash);
    converges(user, Map{{"name", "me"}, {"password_expire_max", 90}, {"password_expire_min", 1}}, host);
}

TEST_CASE("A password that is no hash is warned of") {
    FakeHost host;
    FakeAccounts accounts(host);
    const ModuleResult result = checked(user, Map{{"name", "me"}, {"password", "secret"}}, host);
    CHECK(result.warnings ==
          Lines{"The input password appears not to have been hashed. The 'password' argument must "
                "be encrypted for this module to work properly."});
    CHECK(looks_hashed(hash));
    CHECK(looks_hashed("!"));
    CHECK(looks_hashed("$y$j9T$salt$hash"));
    CHECK_FALSE(looks_hashed("$6$salt$short"));
}

TEST_CASE("A user is removed with home and mail when asked for") {
    FakeHost host;
    FakeAccounts accounts(host);
    accounts.add({"me", 7, 0, "", "/home/me", "/bin/sh"});
    converges(user, Map{{"name", "me"}, {"state", "absent"}, {"remove", true}, {"force", true}}, host);
    CHECK(host.ran().back().arguments == Lines{"-f", "-r", "me"});
    already_converged(user, Map{{"name", "me"}, {"state", "absent"}}, host);
}

TEST_CASE("An ssh key is made where there is none, its passphrase out of everyone's sight") {
    FakeHost host;
    FakeAccounts accounts(host);
    accounts.add({"me", 7, 7, "", "/home/me", "/bin/sh"});
    host.add_directory("/home/me").add_file("/etc/hostname", "c1\n");
    host.on_run("ssh-keygen", {"-q"}, [&](const Command& command) {
        const auto file = std::find(command.arguments.begin(), command.arguments.end(), "-f") + 1;
        host.add_file(*file, "private", {.mode = 0600}).add_file(*file + ".pub", "ssh-ed25519 AAAA c1\n");
        return ProcessResult{};
    });
    host.answer("ssh-keygen", {"-l", "-f"}, "256 SHA256:abc c1 (ED25519)\n");
    const ModuleResult result = converges(user,
                                          Map{{"name", "me"},
                                              {"generate_ssh_key", true},
                                              {"ssh_key_type", "ed25519"},
                                              {"ssh_key_passphrase", Value::secret("open sesame")}},
                                          host);
    CHECK(result.data.find("ssh_key_file")->as_text() == "/home/me/.ssh/id_ed25519");
    CHECK(result.data.find("ssh_public_key")->as_text() == "ssh-ed25519 AAAA c1");
    CHECK(result.data.find("ssh_fingerprint")->as_text() == "256 SHA256:abc c1 (ED25519)");
    CHECK(host.status("/home/me/.ssh", Follow::links)->mode == 0700);
    CHECK(host.status("/home/me/.ssh/id_ed25519", Follow::links)->user == 7);
    CHECK(host.ran().front().arguments ==
          Lines{"-q", "-t", "ed25519", "-C", "ansible-generated on c1", "-f", "/home/me/.ssh/id_ed25519"});
    for (const std::string& line : host.writes())
        CHECK(line.find("sesame") == std::string::npos);
}
