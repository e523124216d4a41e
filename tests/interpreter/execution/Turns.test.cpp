#include "interpreter/execution/Throttle.hpp"
#include "interpreter/execution/Turns.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

using namespace interpreter;

TEST_CASE("no more are at work than have turns") {
    Turns turns(3);
    std::atomic<int> working{0};
    std::atomic<bool> too_many{false};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 12; ++thread)
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                turns.wait_for(turns.ask());
                if (++working > 3) too_many = true;
                --working;
                turns.give_back();
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(too_many);
}

TEST_CASE("who passes its turn on lets those go first who wait") {
    Turns turns(1);
    turns.wait_for(turns.ask());
    std::atomic<bool> other_had_it{false};
    std::thread other([&] {
        turns.wait_for(turns.ask());
        other_had_it = true;
        turns.give_back();
    });
    // Without somebody who waits it is no more than a look, so it is done until the other has come.
    while (!other_had_it) turns.pass_on();
    other.join();
    CHECK(other_had_it);
    turns.give_back();
}

TEST_CASE("a throttle keeps a task to so many hosts, and other tasks go on") {
    Throttle throttle;
    const Position task{1, 2, 3};
    const Position other{1, 9, 3};
    std::atomic<bool> through{false};
    std::optional<std::thread> second;
    {
        const Throttle::Turn first = throttle.wait_for(task, 1);
        const Throttle::Turn elsewhere = throttle.wait_for(other, 1);
        second.emplace([&] {
            const Throttle::Turn turn = throttle.wait_for(task, 1);
            through = true;
        });
        const Throttle::Turn unlimited = throttle.wait_for(task, 0);
        CHECK_FALSE(through);
    }
    second->join();
    CHECK(through);
}

TEST_CASE("turns come in the order in which they were asked for") {
    Turns turns(1);
    const std::size_t first = turns.ask();
    const std::size_t second = turns.ask();
    std::vector<int> order;
    std::thread later([&] {
        turns.wait_for(second);
        order.push_back(2);
        turns.give_back();
    });
    turns.wait_for(first);
    order.push_back(1);
    turns.give_back();
    later.join();
    CHECK(order == std::vector<int>{1, 2});
}
