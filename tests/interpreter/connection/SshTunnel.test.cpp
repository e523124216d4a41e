#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("a proxy command carries the session, and its words are shown when it fails") {
    if (!SshServer::available()) return;
    const SshServer server;
    server.write("proxy.sh", "#!/bin/bash\nexec 3<>/dev/tcp/$1/$2\ncat <&3 &\nexec cat >&3\n");
    ConnectionSettings settings = settings_for(server);
    add(settings, {"-o", "ProxyCommand=bash " + server.directory() + "/proxy.sh %h %p"});
    CHECK(text_in(session_for(settings)->call(call_of("echo", "through")), "text") == "through");
    ConnectionSettings broken = settings_for(server);
    add(broken, {"-o", "ProxyCommand=sh -c 'echo no way to %h >&2; exit 1'"});
    const std::string message = unreachable(broken);
    CHECK(message.starts_with("no SSH session with ctl1 (127.0.0.1 port " + port_of(server) + "): "));
    CHECK(message.ends_with(" (its proxy command says: no way to 127.0.0.1)"));
}

TEST_CASE("jump hosts are gone through natively, with the same keys and known hosts") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    const std::string hop = settings.user + "@127.0.0.1:" + port_of(server);
    add(settings, {"-J", hop + "," + hop});
    const std::unique_ptr<HostSession> session = session_for(settings);
    std::string content(3U << 20U, 'j');
    ModuleCall call = call_of("staged", content_hash(content));
    call.contents = {content};
    CHECK(text_in(session->call(call), "content") == content);
}

TEST_CASE("ProxyJump of a configuration file is native too") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::string common = "  HostName 127.0.0.1\n  Port " + port_of(server) + "\n  IdentityFile " +
                               server.key() + "\n  UserKnownHostsFile " + server.known_hosts() + "\n";
    server.write("config", "Host jump\n" + common + "Host last\n" + common + "Host inner\n" + common +
                               "  ProxyJump jump,last\n");
    ConnectionSettings settings = settings_for(server);
    settings.address = "inner";
    settings.port = 0;
    settings.ssh_arguments = {"-F", server.directory() + "/config"};
    CHECK(text_in(session_for(settings)->call(call_of("echo", "inside")), "text") == "inside");
}

TEST_CASE("a jump host that is not known is the one that is named") {
    if (!SshServer::available()) return;
    const SshServer server;
    const SshServer jump;
    ConnectionSettings settings = settings_for(server);
    add(settings, {"-J", settings.user + "@127.0.0.1:" + port_of(jump)});
    CHECK(
        unreachable(settings).starts_with("the host key of the jump host 127.0.0.1 of ctl1 (127.0.0.1 port " +
                                          port_of(jump) + ") is not known: "));
}
