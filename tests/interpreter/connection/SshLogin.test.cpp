#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace interpreter;

TEST_CASE("a wrong key is refused with what was tried") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    settings.private_key_file = server.directory() + "/host_key";
    CHECK(unreachable(settings) ==
          "ctl1 (127.0.0.1 port " + port_of(server) + ") refuses " + settings.user +
              "; it takes publickey, password, keyboard-interactive; tried: the key " + server.directory() +
              "/host_key; no password is set (ansible_password)");
}

TEST_CASE("a key file that is not there, or that others can read, is named") {
    if (!SshServer::available()) return;
    const SshServer server(
        {.configuration = {"PasswordAuthentication no", "KbdInteractiveAuthentication no"}});
    ConnectionSettings settings = settings_for(server);
    settings.private_key_file = server.directory() + "/absent";
    const std::string start = "ctl1 (127.0.0.1 port " + port_of(server) + ") refuses " + settings.user +
                              "; it takes publickey; tried: ";
    CHECK(unreachable(settings) ==
          start + "the key " + server.directory() + "/absent cannot be read: No such file or directory");
    settings.private_key_file = server.key();
    std::filesystem::permissions(server.key(), std::filesystem::perms(0644));
    CHECK(unreachable(settings) ==
          start + "the key " + server.key() + " can be read by others (chmod 600 " + server.key() + ")");
}

TEST_CASE("a key with a passphrase opens with it and not without") {
    if (!SshServer::available()) return;
    const SshServer server(
        {.configuration = {"PasswordAuthentication no", "KbdInteractiveAuthentication no"}});
    REQUIRE(std::system(
                ("ssh-keygen -q -p -P '' -N 'open sesame' -f " + server.key() + " > /dev/null").c_str()) ==
            0);
    ConnectionSettings settings = settings_for(server);
    const std::string start = "ctl1 (127.0.0.1 port " + port_of(server) + ") refuses " + settings.user +
                              "; it takes publickey; tried: ";
    CHECK(unreachable(settings) ==
          start + "the key " + server.key() + " is no private key, or needs a passphrase");
    settings.private_key_passphrase = Value::secret("open barley");
    CHECK(unreachable(settings) == start + "the key " + server.key() + " does not open with its passphrase");
    settings.private_key_passphrase = Value::secret("open sesame");
    CHECK(text_in(session_for(settings)->call(call_of("echo", "open")), "text") == "open");
}

TEST_CASE("a key that only the ssh-agent holds logs in") {
    if (!SshServer::available()) return;
    const SshServer server(
        {.configuration = {"PasswordAuthentication no", "KbdInteractiveAuthentication no"}});
    const std::string socket = server.directory() + "/agent";
    const std::string start = "ssh-agent -a " + socket + " > " + server.directory() +
                              "/agent.sh && SSH_AUTH_SOCK=" + socket + " ssh-add -q " + server.key();
    REQUIRE(std::system(start.c_str()) == 0);
    ConnectionSettings settings = settings_for(server);
    settings.private_key_file.clear();
    std::replace(settings.ssh_arguments.begin(), settings.ssh_arguments.end(),
                 std::string("IdentitiesOnly=yes"), std::string("IdentitiesOnly=no"));
    ::setenv("SSH_AUTH_SOCK", socket.c_str(), 1);
    std::string said;
    try {
        said = text_in(session_for(settings)->call(call_of("echo", "by agent")), "text");
    } catch (const HostUnreachable& error) {
        said = error.what();
    }
    ::unsetenv("SSH_AUTH_SOCK");
    CHECK(std::system((". " + server.directory() + "/agent.sh > /dev/null; kill $SSH_AGENT_PID").c_str()) ==
          0);
    CHECK(said == "by agent");
}

TEST_CASE("a configuration file gives port, user, key and known hosts; what the inventory says wins") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("config", "Host controller\n  HostName 127.0.0.1\n  Port " + port_of(server) +
                               "\n  User nobody-at-all\n  IdentityFile " + server.key() +
                               "\n  UserKnownHostsFile " + server.known_hosts() + "\n");
    ConnectionSettings settings = settings_for(server);
    settings.address = "controller";
    settings.port = 0;
    settings.private_key_file.clear();
    settings.ssh_arguments = {"-F", server.directory() + "/config"};
    CHECK(text_in(session_for(settings)->call(call_of("echo", "by name")), "text") == "by name");
}
