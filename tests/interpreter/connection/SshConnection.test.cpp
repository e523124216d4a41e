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
