#include "modules/system/Process.hpp"
#include "tests/modules/watch/WatchRun.hpp"
#include "tests/support/ServerProcess.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <csignal>

using namespace modules;

TEST_CASE("memcached is asked, at whichever host has it, and goes and comes back") {
    if (!program_path("memcached")) {
        WARN("not tried, for want of memcached");
        return;
    }
    const TemporaryDirectory folder;
    const std::uint16_t port = free_port();
    std::vector<std::string> words{"memcached", "-l", "127.0.0.1", "-p", std::to_string(port), "-U", "0"};
    // A server that root starts must be told so.
    if (::geteuid() == 0) words.insert(words.end(), {"-u", "root"});
    ServerProcess server({.words = words, .log = folder / "log", .ready = [port] { return listens(port); }});
    const Map service{
        {"name", "cache"}, {"kind", "memcached"}, {"hosts", List{"127.0.0.2", "127.0.0.1"}}, {"port", port}};
    const ModuleResult once = attempted(service);
    CHECK(once.failure == std::nullopt);
    CHECK(only_report(once).get("acknowledged") == Value(0));

    WatchRun run(service, {{"attempt_timeout", 1}});
    server.kill();
    run.wait_for("cache is away");
    server.start();
    run.wait_for("cache is back");
    const ModuleResult result = run.finish();
    CHECK(result.failure == std::nullopt);
    CHECK(only_report(result).flag("back"));
    CHECK(only_report(result).get("lost") == Value(0));
}
