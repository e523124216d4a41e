#include "interpreter/execution/Interrupt.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <csignal>
#include <future>

using namespace interpreter;

TEST_CASE("The first signal stops what is new, the second calls for cancelling") {
    Interrupt interrupt;
    std::promise<void> first;
    std::promise<void> second;
    interrupt.on_first([&] { first.set_value(); });
    interrupt.on_second([&] { second.set_value(); });
    CHECK_NOTHROW(interrupt.check());
    kill(getpid(), SIGINT);
    first.get_future().wait();
    CHECK_THROWS_AS(interrupt.check(), Interrupted);
    CHECK_FALSE(interrupt.wait(std::chrono::hours(1)));
    kill(getpid(), SIGINT);
    second.get_future().wait();
}

TEST_CASE("A wait that nobody interrupts is waited to its end") {
    Interrupt interrupt;
    CHECK(interrupt.wait(std::chrono::milliseconds(1)));
}
