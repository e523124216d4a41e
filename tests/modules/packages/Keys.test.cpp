#include "modules/packages/AptKey.hpp"
#include "modules/packages/OpenPgp.hpp"
#include "modules/packages/RpmKey.hpp"
#include "tests/modules/packages/TestKeys.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const AptKey apt_key;
const RpmKey rpm_key;

constexpr const char* trusted = "/etc/apt/trusted.gpg";

std::string packets_of(const std::string& armoured) {
    return pgp_keys_in(armoured).at(0).packets;
}

List ids_of_result(const ModuleResult& result, const char* key) {
    return result.data.find(key)->as_list();
}

}  // namespace

TEST_CASE("Keys of OpenPGP are read with their ids, armoured, bare and several at once") {
    const std::vector<PgpKey> keys = pgp_keys_in("a remark\n" + key_one + "\n" + key_two);
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].fingerprint == key_one_fingerprint);
    CHECK(keys[0].ids == std::vector<std::string>{key_one_id, key_one_subkey_id});
    CHECK(keys[1].ids == std::vector<std::string>{key_two_id, key_two_subkey_id});
    const std::vector<PgpKey> bare = pgp_keys_in(keys[0].packets + keys[1].packets);
    REQUIRE(bare.size() == 2);
    CHECK(bare[1].packets == keys[1].packets);
    CHECK(pgp_armoured(keys[0].packets) == key_one);
    CHECK(pgp_keys_in("").empty());
}

TEST_CASE("What is no key is said to be none") {
    CHECK_THROWS_WITH(pgp_keys_in("hello"), "this is no OpenPGP keyring");
    const std::string packets = packets_of(key_one);
    CHECK_THROWS_WITH(pgp_keys_in(packets.substr(0, packets.size() - 1)), "an OpenPGP key is cut short");
    CHECK_THROWS_WITH(pgp_keys_in(std::string("\0\0\0\x20\1\1\0\2KBXf\0\0", 14)), Catch::Contains("keybox"));
    CHECK_THROWS_WITH(pgp_keys_in(key_one.substr(0, 200)), "an armoured key does not end");
}

TEST_CASE("apt trusts a key that is given, once, and no longer when it is removed") {
    FakeHost host;
    host.add_directory("/etc/apt/trusted.gpg.d");
    const ModuleResult made = converges(apt_key, Map{{"data", key_one}}, host);
    CHECK(host.content(trusted) == packets_of(key_one));
    CHECK(*made.data.find("id") == Value(key_one_id));
    CHECK(*made.data.find("short_id") == Value("0C53817A"));
    CHECK(ids_of_result(made, "before").empty());
    CHECK(ids_of_result(made, "after") == List{key_one_id, key_one_subkey_id});
    host.add_file("/srv/two.asc", key_two);
    converges(apt_key, Map{{"file", "/srv/two.asc"}, {"id", "0x" + key_two_id}}, host);
    CHECK(host.content(trusted) == packets_of(key_one) + packets_of(key_two));
    already_converged(apt_key, Map{{"data", key_one}, {"id", key_one_fingerprint}}, host);
    const ModuleResult gone = converges(apt_key, Map{{"id", "0C53817A"}, {"state", "absent"}}, host);
    CHECK(ids_of_result(gone, "before") == List{"0C53817A", "24B7A647", "D0D2D320", "5CF86BA6"});
    CHECK(host.content(trusted) == packets_of(key_two));
    converges(apt_key, Map{{"data", key_two}, {"state", "absent"}}, host);
    CHECK(!host.exists(trusted));
}

TEST_CASE("A key that stands in trusted.gpg.d, or in a keyring of one's own, is there") {
    FakeHost host;
    host.add_file("/etc/apt/trusted.gpg.d/one.asc", key_one);
    host.add_file("/etc/apt/trusted.gpg.d/notes.txt", "no keyring");
    already_converged(apt_key, Map{{"data", key_one}}, host);
    converges(apt_key, Map{{"data", key_one}, {"keyring", "/etc/apt/keyrings/mine.asc"}}, host);
    CHECK(host.content("/etc/apt/keyrings/mine.asc") == key_one);
    converges(apt_key, Map{{"id", key_one_id}, {"state", "absent"}}, host);
    CHECK(!host.exists("/etc/apt/trusted.gpg.d/one.asc"));
    CHECK(host.exists("/etc/apt/keyrings/mine.asc"));
}

TEST_CASE("A keyring that apt cannot read holds no key, and is not written over") {
    FakeHost host;
    const std::string keybox("\0\0\0\x20\1\1\0\2KBXf\0\0", 14);
    host.add_file(trusted, keybox);
    CHECK(checked(apt_key, Map{{"data", key_one}}, host).changed);
    CHECK(
        applied(apt_key, Map{{"data", key_one}}, host).failure.value_or("").starts_with("this is a keybox"));
    CHECK(host.content(trusted) == keybox);
}

TEST_CASE("What apt cannot trust is refused; a file that is not there is unknown in check mode") {
    FakeHost host;
    CHECK(failure_of(apt_key, Map{{"keyserver", "keys.example"}}, host) ==
          "Missing key_id, required with keyserver.");
    CHECK(failure_of(apt_key, Map{{"data", key_one}, {"url", "http://x/"}}, host) ==
          "parameters are mutually exclusive: data|file|keyserver|url");
    CHECK(failure_of(apt_key, Map{{"data", key_one}, {"id", "nothex"}}, host) == "Invalid key_id");
    CHECK(applied(apt_key, Map{{"data", key_one}, {"id", key_two_id}}, host).failure ==
          "the key " + key_two_id + " is not in what was given (check that the id is correct)");
    const Map wanted{{"file", "/nowhere.asc"}};
    CHECK(checked(apt_key, wanted, host).unknown == "Unable to extract key from '/nowhere.asc'");
    CHECK(applied(apt_key, wanted, host).failure == "Unable to extract key from '/nowhere.asc'");
}

TEST_CASE("rpm trusts a key by its file, and drops it by its id") {
    FakeHost host;
    std::string imported;
    host.on_run("rpm", {"-q"}, [&](const Command&) {
        return ProcessResult{.status = imported.empty() ? 1 : 0, .output = imported + "\n"};
    });
    host.on_run("rpm", {"--import"}, [&](const Command& command) {
        imported += host.content(command.arguments.at(1));
        return ProcessResult{};
    });
    host.on_run("rpm", {"--erase", "--allmatches", "gpg-pubkey-0c53817a"}, [&](const Command&) {
        imported.clear();
        return ProcessResult{};
    });
    host.add_file("/srv/one.asc", key_one);
    Map wanted{{"key", "/srv/one.asc"}, {"fingerprint", "E1F2 6884 9265 89A4 032E E86E 2F61 C43F 0C53 817A"}};
    converges(rpm_key, wanted, host);
    CHECK(imported == key_one);
    already_converged(rpm_key, Map{{"key", key_one_id}}, host);
    converges(rpm_key, Map{{"key", "0x0c53817a"}, {"state", "absent"}}, host);
    CHECK(imported.empty());
    wanted.set("fingerprint", "ABCD");
    CHECK(failure_of(rpm_key, wanted, host) ==
          "The specified fingerprint, 'ABCD', does not match the key fingerprint '" + key_one_fingerprint +
              "'");
    CHECK(failure_of(rpm_key, Map{{"key", key_one_id}}, host) ==
          "When importing a key, a valid file must be given");
    CHECK(checked(rpm_key, Map{{"key", "/nowhere"}}, host).unknown == "Not a valid key /nowhere");
}
