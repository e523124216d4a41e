#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"

#include <fmt/format.h>

namespace interpreter {

namespace {

using std::chrono::seconds;

std::int64_t since(std::chrono::steady_clock::time_point start, const ActionCall& call) {
    return std::chrono::duration_cast<seconds>(call.now() - start).count();
}

void pause_for(std::int64_t time, const ActionCall& call) {
    if (!call.wait(seconds(time))) throw modules::Failure("interrupted while waiting for the host");
}

}  // namespace

ActionResult run_wait_for_connection(const ActionCall& call) {
    const auto start = call.now();
    const seconds timeout(number_of(call.arguments, "timeout", 600));
    const seconds connect_limit(number_of(call.arguments, "connect_timeout", 5));
    const std::int64_t between = number_of(call.arguments, "sleep", 1);
    ActionResult answer;
    if (call.mode == RunMode::check) {
        answer.result.skipped = true;
        answer.result.unknown = "a connection is not waited for in check mode";
        return answer;
    }
    pause_for(number_of(call.arguments, "delay", 0), call);
    std::string why = call.reach(connect_limit);
    while (!why.empty() && call.now() - start < timeout) {
        pause_for(between, call);
        why = call.reach(connect_limit);
    }
    answer.result.data.set("elapsed", since(start, call));
    if (!why.empty()) answer.result.failure = fmt::format("timed out waiting for ping module test: {}", why);
    return answer;
}

}  // namespace interpreter
