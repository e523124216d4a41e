// What a task costs beyond the wire: the median of a thousand echoes by the agent and of a thousand `file`
// calls that find everything in state, over SSH on the loopback, in one warm session.
#include "interpreter/connection/AgentConnection.hpp"
#include "interpreter/connection/HostSession.hpp"
#include "interpreter/connection/SshTransport.hpp"
#include "tests/interpreter/connection/SshServer.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <vector>

using namespace interpreter;

namespace {

constexpr int rounds = 1000;
constexpr int warm_up = 50;

struct Times {
    double median = 0;
    double slowest_percent = 0;
};

Times measure(const std::function<void()>& once) {
    std::vector<double> taken;
    for (int round = 0; round < warm_up + rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        once();
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
        if (round >= warm_up) taken.push_back(time.count());
    }
    std::sort(taken.begin(), taken.end());
    return {taken[taken.size() / 2], taken[taken.size() * 99 / 100]};
}

void print(const std::string& what, const Times& times) {
    std::cout << fmt::format("{:<44} median {:>8.0f} µs   99 % within {:>8.0f} µs\n", what, times.median,
                             times.slowest_percent);
}

ConnectionSettings settings_for(const SshServer& server) {
    ConnectionSettings settings;
    settings.host_name = "bench";
    settings.address = "127.0.0.1";
    settings.port = server.port();
    settings.user = ::getpwuid(::geteuid())->pw_name;
    settings.private_key_file = server.key();
    settings.ssh_arguments = server.arguments();
    return settings;
}

}  // namespace

TEST_CASE("a task in state costs little more than an echo") {
    if (!SshServer::available()) return;
    const SshServer server;
    const ConnectionSettings settings = settings_for(server);

    AgentConnection echoing(settings, std::make_unique<SshTransport>(settings), carried_agent());
    echoing.open();
    const Times echo = measure([&] { echoing.echo(Identity{}); });
    echoing.close();

    HostSession session(settings, std::make_unique<AgentConnection>(
                                      settings, std::make_unique<SshTransport>(settings), carried_agent()));
    server.write("in-state", "");
    ModuleCall call;
    call.module = "file";
    call.arguments = Map{{"path", server.directory() + "/in-state"}, {"state", "file"}, {"mode", "0644"}};
    REQUIRE_FALSE(session.call(call).failure.has_value());
    bool all_in_state = true;
    const Times file = measure([&] {
        const modules::ModuleResult result = session.call(call);
        all_in_state = all_in_state && !result.failure && !result.changed;
    });
    REQUIRE(all_in_state);

    print("echo by the agent over ssh", echo);
    print("file, in state, over ssh", file);
    std::cout << fmt::format("{:<44} {:>15.0f} µs\n", "a task beyond the echo", file.median - echo.median);
}
