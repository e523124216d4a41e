#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace interpreter;

TEST_CASE("an unknown host is refused with the command that would accept it") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("known_hosts", "");
    const std::string message = unreachable(settings_for(server));
    CHECK(message.starts_with("the host key of ctl1 (127.0.0.1 port " + port_of(server) +
                              ") is not known: ssh-ed25519 SHA256:"));
    const std::string hint =
        "ssh-keyscan -t ed25519 -p " + port_of(server) + " 127.0.0.1 >> " + server.known_hosts();
    CHECK(message.ends_with(" | if that is its fingerprint: " + hint));
    REQUIRE(std::system((hint + " 2>/dev/null").c_str()) == 0);
    CHECK(text_in(session_for(settings_for(server))->call(call_of("echo", "now known")), "text") ==
          "now known");
}

TEST_CASE("an unknown host is taken where keys are not checked") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("known_hosts", "");
    ConnectionSettings settings = settings_for(server);
    settings.host_key_checking = HostKeyChecking::accept_any;
    CHECK(text_in(session_for(settings)->call(call_of("echo", "in")), "text") == "in");
    CHECK(server.read("known_hosts").empty());
}

TEST_CASE("StrictHostKeyChecking=accept-new remembers the key") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("known_hosts", "");
    ConnectionSettings settings = settings_for(server);
    add(settings, {"-o", "StrictHostKeyChecking=accept-new"});
    session_for(settings)->call(call_of("echo"));
    CHECK(server.read("known_hosts").find("ssh-ed25519 ") != std::string::npos);
    CHECK(text_in(session_for(settings_for(server))->call(call_of("echo", "known")), "text") == "known");
}

TEST_CASE("a changed host key stops the host even where keys are not checked") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("known_hosts", "[127.0.0.1]:" + port_of(server) + " " + server.read("user_key.pub"));
    ConnectionSettings settings = settings_for(server);
    settings.host_key_checking = HostKeyChecking::accept_any;
    const std::string message = unreachable(settings);
    CHECK(message.starts_with("the host key of ctl1 (127.0.0.1 port " + port_of(server) +
                              ") has CHANGED: it is now ssh-ed25519 SHA256:"));
    CHECK(message.ends_with(" | only if you know why it changed: ssh-keygen -R '[127.0.0.1]:" +
                            port_of(server) + "' -f " + server.known_hosts()));
}
