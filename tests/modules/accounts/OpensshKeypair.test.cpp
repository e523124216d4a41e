#include "modules/accounts/OpensshKeypair.hpp"

#include "modules/accounts/SshPrivateKey.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"
#include "tests/support/TemporaryDirectory.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const OpensshKeypair openssh_keypair;

ModuleResult run_keypair(const Map& arguments, Run mode = Run::apply) {
    PosixHost host;
    return run(openssh_keypair, arguments, host, mode, {.diff = true});
}

/// Check mode changed nothing and announced what apply did; a second look finds nothing to do.
ModuleResult made(const Map& arguments) {
    INFO(to_json(arguments));
    const ModuleResult look = run_keypair(arguments, Run::check);
    REQUIRE(!look.failure);
    ModuleResult result = run_keypair(arguments);
    INFO(to_json(to_value(result)));
    REQUIRE(!result.failure);
    CHECK(to_value(result).get("differences") == to_value(look).get("differences"));
    const ModuleResult again = run_keypair(arguments, Run::check);
    CHECK(!again.changed);
    CHECK(again.data.find("fingerprint") != nullptr);
    return result;
}

std::string content_at(const std::string& path) {
    return PosixHost().read_if_there(path).value_or("");
}

/// "256 SHA256:… comment (ED25519)"
std::string told_by_ssh_keygen(const std::string& path) {
    return run_process({.program = "ssh-keygen", .arguments = {"-l", "-f", path}}).output;
}

}  // namespace

TEST_CASE("Pairs of keys of each kind are made, and read as ssh-keygen reads them") {
    const TemporaryDirectory directory;
    const std::vector<Map> kinds{{{"type", "ed25519"}, {"comment", "me@here"}},
                                 {{"type", "ecdsa"}, {"size", 384}},
                                 {{"type", "rsa"}, {"size", 2048}, {"mode", "0640"}}};
    int number = 0;
    for (Map arguments : kinds) {
        const std::string path = directory / std::to_string(++number);
        arguments.set("path", path);
        const ModuleResult result = made(arguments);
        const std::vector<std::string> told = words_of(told_by_ssh_keygen(path));
        REQUIRE(told.size() >= 3);
        CHECK(result.data.find("size")->as_integer() == whole_number(told[0]));
        CHECK(result.data.find("fingerprint")->as_text() == told[1]);
        CHECK(content_at(path + ".pub").starts_with(result.data.find("public_key")->as_text()));
    }
    CHECK(PosixHost().status(directory / "1", Follow::links)->mode == 0600);
    CHECK(PosixHost().status(directory / "3", Follow::links)->mode == 0640);
}

TEST_CASE("A key of another kind is replaced, and one that is right keeps its private half") {
    const TemporaryDirectory directory;
    const std::string path = directory / "key";
    made({{"path", path}, {"type", "ed25519"}});
    const std::string first = content_at(path);
    made({{"path", path}, {"type", "ed25519"}, {"comment", "new"}});
    CHECK(told_by_ssh_keygen(path).find(" new ") != std::string::npos);
    PosixHost().remove(path + ".pub");
    made({{"path", path}, {"type", "ed25519"}});
    CHECK(!content_at(path + ".pub").empty());
    CHECK(ssh_private_key_in(content_at(path))->blob == ssh_private_key_in(first)->blob);
    Map other{{"path", path}, {"type", "ecdsa"}, {"regenerate", "fail"}};
    CHECK(run_keypair(other).failure.value_or("").starts_with(
        "Key has wrong type and/or size. Will not proceed."));
    other.set("regenerate", "never");
    CHECK(!run_keypair(other).changed);
    other.set("regenerate", "partial_idempotence");
    made(other);
    CHECK(ssh_private_key_in(content_at(path))->type == "ecdsa-sha2-nistp256");
    CHECK(run_keypair({{"path", path}, {"type", "ecdsa"}, {"force", true}}).changed);
    CHECK(run_keypair({{"path", path}, {"state", "absent"}}).changed);
    CHECK(!PosixHost().exists(path + ".pub"));
    CHECK(!run_keypair({{"path", path}, {"state", "absent"}}).changed);
}

TEST_CASE("A key with a passphrase is read without it, and its passphrase stands in no argument") {
    const TemporaryDirectory directory;
    const std::string path = directory / "key";
    const Map wanted{{"path", path}, {"type", "ed25519"}, {"passphrase", Value::secret("s3cret-word")}};
    made(wanted);
    CHECK(ssh_private_key_in(content_at(path))->is_encrypted);
    const ProcessResult opened =
        run_process({.program = "ssh-keygen", .arguments = {"-y", "-P", "s3cret-word", "-f", path}});
    CHECK(opened.ok());
    CHECK(run_keypair({{"path", path}, {"type", "ed25519"}})
              .failure.value_or("")
              .starts_with("Unable to read the key. The key is protected with a passphrase or broken."));
    made({{"path", path}, {"type", "ed25519"}, {"regenerate", "full_idempotence"}});
    CHECK(!ssh_private_key_in(content_at(path))->is_encrypted);
    FakeHost host;
    host.add_directory("/d").add_program("ssh-keygen");
    host.on_run("ssh-keygen", {}, [](const Command&) { return ProcessResult{}; });
    Map elsewhere = wanted;
    elsewhere.set("path", "/d/key");
    static_cast<void>(applied(openssh_keypair, elsewhere, host));
    REQUIRE(!host.ran().empty());
    for (const std::string& argument : host.ran().at(0).arguments)
        CHECK(argument.find("s3cret") == std::string::npos);
}

TEST_CASE("A directory that is not there is a failure, and unknown in check mode") {
    FakeHost host;
    host.add_program("ssh-keygen");
    const Map wanted{{"path", "/nowhere/key"}};
    const std::string missing = "The directory /nowhere does not exist or the file is not a directory";
    CHECK(applied(openssh_keypair, wanted, host).failure == missing);
    CHECK(checked(openssh_keypair, wanted, host).unknown == missing);
    CHECK(failure_of(openssh_keypair, Map{{"path", "/key"}, {"type", "rsa1"}}, host) ==
          "keys of type rsa1 are made by no ssh-keygen any more");
}
