#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace interpreter;

TEST_CASE("the local connection runs calls in a process of its own") {
    const std::unique_ptr<HostSession> session = local_session();
    const modules::ModuleResult result = session->call(call_of("echo", "here"));
    CHECK(text_in(result, "text") == "here");
    CHECK(result.data.find("lane_process")->as_integer() != ::getpid());
}

TEST_CASE("a local agent that is not there is an unreachable host that says why") {
    const std::unique_ptr<HostSession> session = local_session_with("/nonexistent/agent");
    CHECK_THROWS_WITH(session->call(call_of("echo")),
                      Catch::StartsWith("the agent did not start on localhost: ") &&
                          Catch::Contains("/nonexistent/agent"));
}

TEST_CASE("a call's environment and limit reach the local agent") {
    const std::unique_ptr<HostSession> session = local_session();
    ModuleCall call = call_of("echo");
    call.environment = {{"GREETING", "hello"}};
    CHECK(text_in(session->call(call), "greeting") == "hello");
    ModuleCall slow = call_of("shell", "sleep 600");
    slow.limit = std::chrono::seconds(1);
    CHECK(session->call(slow).failure.value_or("") == "not done within its time limit of 1 s");
}

TEST_CASE("calls that were sent are done in their order, also those that nobody hears") {
    const std::unique_ptr<HostSession> session = local_session();
    session->call(call_of("echo"));
    const std::unique_ptr<HostSession::SentCall> first = session->send(call_of("shell", "sleep 0.2; echo 1"));
    { const std::unique_ptr<HostSession::SentCall> unheard = session->send(call_of("echo", "2")); }
    const std::unique_ptr<HostSession::SentCall> last = session->send(call_of("echo", "3"));
    CHECK(text_in(last->take(), "text") == "3");
    CHECK_FALSE(first->take().failure.has_value());
}

TEST_CASE("a call that was sent is lost with the connection that it was sent for") {
    const std::unique_ptr<HostSession> session = local_session();
    session->call(call_of("echo"));
    const std::unique_ptr<HostSession::SentCall> sent = session->send(call_of("shell", "sleep 600"));
    session->reset();
    CHECK_THROWS_AS(sent->take(), HostUnreachable);
    CHECK(text_in(session->call(call_of("echo", "here")), "text") == "here");
}
