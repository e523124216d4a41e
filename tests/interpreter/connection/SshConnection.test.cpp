#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

using namespace interpreter;

namespace {

void wait_for_file(const std::string& path) {
    for (int waited = 0; waited < 3000 && !std::filesystem::exists(path); ++waited)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(std::filesystem::exists(path));
}

std::string port_of(const SshServer& server) {
    return std::to_string(server.port());
}

void add(ConnectionSettings& settings, const std::vector<std::string>& words) {
    settings.ssh_arguments.insert(settings.ssh_arguments.end(), words.begin(), words.end());
}

}  // namespace

TEST_CASE("a first session installs the agent in the home, and a second one uses it") {
    if (!SshServer::available()) return;
    const SshServer server;
    CHECK(text_in(session_for(settings_for(server))->call(call_of("echo", "hello")), "text") == "hello");
    const std::filesystem::path directory = server.home() + "/.understudy";
    std::vector<std::filesystem::path> agents;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (entry.path().filename().string().starts_with("agent-")) agents.push_back(entry.path());
    REQUIRE(agents.size() == 1);
    CHECK((std::filesystem::status(directory).permissions() & std::filesystem::perms::all) ==
          std::filesystem::perms::owner_all);
    const auto installed = std::filesystem::last_write_time(agents[0]);
    CHECK(text_in(session_for(settings_for(server))->call(call_of("echo", "again")), "text") == "again");
    CHECK(std::filesystem::last_write_time(agents[0]) == installed);
}

TEST_CASE("lanes of one session run beside each other over one connection") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    // A chain of lanes, each of which waits for the one after it: any that waited for its turn would wait for
    // ever.
    constexpr int lanes = 8;
    std::vector<std::future<modules::ModuleResult>> results;
    for (int lane = 0; lane < lanes; ++lane) {
        const std::string here = server.directory() + "/lane" + std::to_string(lane);
        const std::string next = server.directory() + "/lane" + std::to_string(lane + 1);
        const std::string wait = lane + 1 < lanes ? "while [ ! -e " + next + " ]; do sleep 0.01; done; " : "";
        results.push_back(std::async(std::launch::async, [&session, lane, line = wait + "touch " + here] {
            return session->call(call_of("shell", line, static_cast<std::uint64_t>(lane)));
        }));
    }
    for (auto& result : results)
        CHECK(result.get().data.find("rc")->as_integer() == 0);
}

TEST_CASE("large content goes up once, and large results come down whole") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    // More than may be unacknowledged, and more than SSH's window.
    std::string content;
    for (int line = 0; content.size() < (20U << 20U); ++line)
        content += std::to_string(line) + "\n";
    ModuleCall call = call_of("staged", content_hash(content));
    call.contents = {content};
    CHECK(text_in(session->call(call), "content") == content);
    CHECK(text_in(session->call(call), "content") == content);
}

TEST_CASE("progress is told while a call runs") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    std::vector<std::string> told;
    ModuleCall call = call_of("staged", content_hash("x"));
    call.contents = {"x"};
    call.on_output = [&told](std::string_view text) { told.emplace_back(text); };
    session->call(call);
    CHECK(told == std::vector<std::string>{"one", "two"});
}

TEST_CASE("what start-up files print does not matter") {
    if (!SshServer::available()) return;
    SshServer::Settings settings;
    settings.start_up_file = "echo Welcome; echo to the machine >&2; printf '\\000\\001\\n'\n";
    const SshServer server(settings);
    CHECK(text_in(session_for(settings_for(server))->call(call_of("echo", "hello")), "text") == "hello");
}

TEST_CASE("a shell that ends before the agent could start is quoted") {
    if (!SshServer::available()) return;
    SshServer::Settings settings;
    settings.start_up_file = "echo This account is closed.; exit 1\n";
    const SshServer server(settings);
    CHECK(unreachable(settings_for(server)) == "the agent did not start on ctl1: This account is closed.");
}

TEST_CASE("a shell that prints without end is refused") {
    if (!SshServer::available()) return;
    SshServer::Settings settings;
    settings.start_up_file = "yes spam\n";
    const SshServer server(settings);
    const std::string message = unreachable(settings_for(server));
    CHECK(message.starts_with(
        "the shell of ctl1 printed more than 64 KiB before the agent could start: spam spam"));
}

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

TEST_CASE("a port where nobody listens is said to be so") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    settings.port = 1;
    CHECK(unreachable(settings) == "cannot connect to 127.0.0.1 port 1: Connection refused");
}

TEST_CASE("a server that accepts and says nothing is given up when the limit has passed") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    add(settings, {"-o", "ProxyCommand=sleep 600", "-o", "ConnectTimeout=1"});
    CHECK(unreachable(settings) ==
          "ctl1 (127.0.0.1 port " + port_of(server) + ") did not finish its greeting in time");
}

TEST_CASE("lanes that wait for the same connection fail with it instead of trying again one by one") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    const std::string proxy = "echo tried >> " + server.directory() + "/tries; sleep 600";
    add(settings, {"-o", "ProxyCommand=sh -c '" + proxy + "'", "-o", "ConnectTimeout=1"});
    const std::unique_ptr<HostSession> session = session_for(settings);
    constexpr int lanes = 8;
    std::vector<std::future<modules::ModuleResult>> waiting;
    for (int lane = 0; lane < lanes; ++lane)
        waiting.push_back(
            std::async(std::launch::async, [&session] { return session->call(call_of("echo")); }));
    for (std::future<modules::ModuleResult>& one : waiting)
        CHECK_THROWS_AS(one.get(), HostUnreachable);
    const std::string tries = server.read("tries");
    CHECK(std::count(tries.begin(), tries.end(), '\n') < lanes / 2);
}

TEST_CASE("an ssh option that has no meaning here is an error for that host") {
    if (!SshServer::available()) return;
    const SshServer server;
    ConnectionSettings settings = settings_for(server);
    add(settings, {"-o", "Tunnel=yes"});
    CHECK(unreachable(settings) ==
          "ctl1: ssh option Tunnel is not supported here; take it out of the ssh arguments");
}

TEST_CASE("a host that dies in the middle of a call is unreachable for every lane, and is connected anew by "
          "what comes after") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    std::vector<std::future<std::string>> lanes;
    for (int lane = 0; lane < 3; ++lane)
        lanes.push_back(std::async(std::launch::async, [&session, &server, lane] {
            const std::string begun = server.directory() + "/begun" + std::to_string(lane);
            try {
                session->call(
                    call_of("shell", "touch " + begun + "; sleep 600", static_cast<std::uint64_t>(lane)));
            } catch (const HostUnreachable& error) {
                return std::string(error.what());
            }
            return std::string("answered");
        }));
    for (int lane = 0; lane < 3; ++lane)
        wait_for_file(server.directory() + "/begun" + std::to_string(lane));
    server.kill_sessions();
    for (auto& lane : lanes)
        CHECK(lane.get().starts_with("the connection to ctl1 (127.0.0.1 port " + port_of(server) +
                                     ") was lost: "));
    CHECK(text_in(session->call(call_of("echo", "back")), "text") == "back");
}

TEST_CASE("cancelling ends what runs, and the session goes on") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    const std::string begun = server.directory() + "/begun";
    std::future<modules::ModuleResult> running = std::async(std::launch::async, [&] {
        return session->call(call_of("shell", "touch " + begun + "; sleep 600"));
    });
    wait_for_file(begun);
    session->cancel_all();
    CHECK(running.get().failure.value_or("") == "cancelled");
    CHECK(text_in(session->call(call_of("echo", "on")), "text") == "on");
}

TEST_CASE("a session that dies leaves the result of an uninterruptible change for the next one") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::string begun = server.directory() + "/begun";
    const std::string go = server.directory() + "/go";
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    std::future<modules::ModuleResult> running = std::async(std::launch::async, [&] {
        return session->call(call_of("install", "touch " + begun + "; while [ ! -e " + go +
                                                    " ]; do sleep 0.01; done; echo installed"));
    });
    wait_for_file(begun);
    server.kill_sessions();
    CHECK_THROWS_AS(running.get(), HostUnreachable);
    server.write("go", "");
    const std::string kept = server.home() + "/.understudy/finished";
    wait_for_file(kept);
    while (std::filesystem::is_empty(kept) ||
           std::filesystem::directory_iterator(kept)->path().extension() == ".part")
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    session->reset();
    session->call(call_of("echo"));
    const std::vector<FinishedCall> finished = session->take_finished();
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].module == "install");
    CHECK(text_in(finished[0].result, "stdout") == "installed\n");
}

TEST_CASE("a home mounted noexec sends the agent to /var/tmp; where that is too, the host says why") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    SshServer::Settings settings;
    settings.home_options = "noexec";
    {
        const SshServer server(settings);
        CHECK(text_in(session_for(settings_for(server))->call(call_of("shell", "ls /var/tmp")), "stdout") ==
              "understudy-0\n");
    }
    settings.var_tmp_options = "noexec";
    const SshServer server(settings);
    CHECK(unreachable(settings_for(server)) ==
          "ctl1 has no place for the agent: " + server.home() +
              "/.understudy is on a file system mounted noexec; /var/tmp/understudy-0 is on a file system "
              "mounted "
              "noexec | let programs be run from the login user's home or from /var/tmp");
}

TEST_CASE("a full disk is said to be full") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    SshServer::Settings settings;
    settings.home_options = "size=64k";
    const SshServer server(settings);
    CHECK(unreachable(settings_for(server)) ==
          "the agent cannot be written to " + server.home() +
              "/.understudy on ctl1: cat: write error: No space left on device");
}

TEST_CASE("a directory of somebody else's is not run from") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    const SshServer server;
    const std::string directory = server.home() + "/.understudy";
    std::filesystem::create_directory(directory);
    REQUIRE(::chown(directory.c_str(), 12345, 12345) == 0);
    CHECK(unreachable(settings_for(server)) ==
          directory +
              " on ctl1 belongs to somebody else or can be written by others, so no program is run from it | "
              "find out who made it, then remove it: rm -r " +
              directory);
}
