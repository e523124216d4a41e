#include "tests/modules/openstack/KeystoneServer.hpp"

#include "modules/system/Process.hpp"
#include "modules/value/Base64.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>

namespace modules {

namespace {

/// 32 bytes in the alphabet of base64 that Fernet uses.
std::string fernet_key() {
    std::random_device source;
    std::string bytes;
    while (bytes.size() < 32)
        bytes += static_cast<char>(source());
    std::string key = to_base64(bytes);
    for (char& character : key)
        character = character == '+' ? '-' : character == '/' ? '_' : character;
    return key;
}

void must_run(const Command& command) {
    const ProcessResult result = run_process(command);
    if (!result.ok()) throw std::runtime_error(command.program + ": " + result.output + result.error);
}

}  // namespace

bool KeystoneServer::available() {
    if (!TestServer::available()) {
        WARN("not tried, for want of a MariaDB server");
        return false;
    }
    for (const char* const program : {"keystone-manage", "keystone-wsgi-public", "uwsgi_python3"}) {
        if (program_path(program)) continue;
        WARN("not tried, for want of " << program);
        return false;
    }
    return true;
}

KeystoneServer& KeystoneServer::the() {
    static KeystoneServer server;
    return server;
}

KeystoneServer::KeystoneServer() {
    configure();
    must_run({.program = "mariadb",
              .arguments = {"--no-defaults", "--user=root", "--socket=" + database_.socket()},
              .input = "CREATE DATABASE keystone CHARACTER SET utf8mb3;\n"});
    manage("db_sync", {});
    // The other services look for its internal address.
    manage("bootstrap", {"--bootstrap-region-id=regionOne", "--bootstrap-public-url=" + url() + "/v3",
                         "--bootstrap-internal-url=" + url() + "/v3"});
    process_ = std::make_unique<ServerProcess>(ServerProcess::Start{
        .words = {"uwsgi_python3", "--http-socket", fmt::format("127.0.0.1:{}", port_), "--master",
                  "--die-on-term", "--lazy-apps", "--need-app", "--processes=1", "--buffer-size=65535",
                  "--wsgi-file", *program_path("keystone-wsgi-public")},
        .environment = {{"OS_KEYSTONE_CONFIG_FILES", folder_ / "keystone.conf"}},
        .log = folder_ / "said",
        .ready = [this] { return listens(port_); }});
}

void KeystoneServer::configure() const {
    for (const char* const name : {"keys", "credentials"}) {
        std::filesystem::create_directory(folder_ / name);
        // Keystone grumbles of keys that others may read.
        std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_all);
        for (const char* const number : {"0", "1"})
            std::ofstream((folder_ / name) + '/' + number) << fernet_key();
    }
    std::ofstream(folder_ / "keystone.conf")
        << "[DEFAULT]\nlog_file = " << folder_ / "log"
        << "\n[database]\nconnection = mysql+pymysql://root@localhost/keystone?unix_socket="
        << database_.socket() << "\n[fernet_tokens]\nkey_repository = " << folder_ / "keys"
        << "\n[fernet_receipts]\nkey_repository = " << folder_ / "keys"
        << "\n[credential]\nkey_repository = "
        << folder_ / "credentials"
        // Tests ask for many tokens.
        << "\n[identity]\npassword_hash_rounds = 4\n";
}

void KeystoneServer::manage(const std::string& command, std::initializer_list<std::string> options) const {
    Command words{.program = "keystone-manage",
                  .arguments = {"--config-file=" + (folder_ / "keystone.conf"), command}};
    words.arguments.insert(words.arguments.end(), options);
    words.environment["OS_BOOTSTRAP_PASSWORD"] = password();
    must_run(words);
}

std::string KeystoneServer::url() const {
    return fmt::format("http://127.0.0.1:{}", port_);
}

Map KeystoneServer::auth() const {
    return {{"auth_url", url()},
            {"username", "admin"},
            {"password", Value::secret(password())},
            {"project_name", "admin"}};
}

Value KeystoneServer::arguments(std::initializer_list<Map::Entry> own) const {
    Map all(own);
    if (!all.contains("auth")) all.set("auth", auth());
    return all;
}

std::string mistake_before_asking(const Module& module, std::initializer_list<Map::Entry> own) {
    FakeHost host;
    Map all(own);
    all.set("auth", Map{{"auth_url", "http://127.0.0.1:1"}, {"token", "t"}, {"system_scope", "all"}});
    return failure_of(module, all, host);
}

}  // namespace modules
