#include "interpreter/execution/Workers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using interpreter::Workers;

TEST_CASE("Every piece is done once, whatever the number of threads") {
    for (const std::size_t threads : {1U, 2U, 7U}) {
        Workers workers(threads);
        for (const std::size_t count : {0U, 1U, 3U, 100U}) {
            std::vector<std::atomic<int>> done(count);
            workers.each(count, [&](std::size_t index) { ++done[index]; });
            CHECK(std::all_of(done.begin(), done.end(),
                              [](const std::atomic<int>& times) { return times == 1; }));
        }
    }
}

TEST_CASE("As many pieces run at once as there are forks, and no more") {
    Workers workers(3);
    std::mutex mutex;
    std::condition_variable changed;
    int running = 0;
    int most = 0;
    workers.each(9, [&](std::size_t index) {
        std::unique_lock lock(mutex);
        most = std::max(most, ++running);
        changed.notify_all();
        // The first three wait for each other: they can only all be here if three really run at once.
        if (index < 3) changed.wait(lock, [&] { return most == 3; });
        --running;
    });
    CHECK(most == 3);
}

TEST_CASE("Callers beside each other share the limit, and each gets all of its own pieces done") {
    Workers workers(2);
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    const auto call = [&] {
        for (int round = 0; round < 20; ++round)
            workers.each(5, [&](std::size_t) {
                const int now = ++running;
                int seen = most;
                while (seen < now && !most.compare_exchange_weak(seen, now)) {
                }
                ++done;
                --running;
            });
    };
    std::thread first(call);
    std::thread second(call);
    call();
    first.join();
    second.join();
    CHECK(done == 300);
    CHECK(most <= 2);
}
