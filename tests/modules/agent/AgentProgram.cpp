#include "tests/modules/agent/AgentProgram.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

using modules::Map;
using modules::Message;

namespace {

// Only a broken agent is waited for so long.
constexpr int patience = 30'000;

}  // namespace

AgentProgram::AgentProgram(const std::string& directory) {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    socket_ = modules::Descriptor(ends[0]);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::dup2(ends[1], STDIN_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        ::execl(TEST_AGENT, "agent-0123", "serve", directory.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    while (banner_.find('\n') == std::string::npos) {
        char byte = 0;
        REQUIRE(::read(socket_.number(), &byte, 1) == 1);
        banner_ += byte;
    }
    hello_ = receive();
}

AgentProgram::~AgentProgram() {
    socket_.close();
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

void AgentProgram::send(const Message& message) {
    send_bytes(modules::encode(message));
}

void AgentProgram::send_bytes(std::string_view rest) {
    while (!rest.empty()) {
        const ssize_t sent = ::send(socket_.number(), rest.data(), rest.size(), MSG_NOSIGNAL);
        REQUIRE(sent > 0);
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool AgentProgram::fill() {
    pollfd watched{socket_.number(), POLLIN, 0};
    if (::poll(&watched, 1, patience) <= 0) return false;
    std::array<char, 65536> piece{};
    const ssize_t length = ::read(socket_.number(), piece.data(), piece.size());
    if (length <= 0) return false;
    reader_.add(std::string_view(piece.data(), static_cast<std::size_t>(length)));
    return true;
}

Message AgentProgram::receive() {
    while (true) {
        const std::optional<Message> message = reader_.next();
        if (message && message->kind != "pong") return *message;
        if (!message) REQUIRE(fill());
    }
}

Message AgentProgram::reply() {
    while (true)
        if (const Message message = receive(); message.kind == "reply") return message;
}

void AgentProgram::hang_up() {
    socket_.close();
}

void AgentProgram::wait_for_end() {
    for (int waited = 0; waited < patience; waited += 10) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = 0;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("the agent did not end");
}

Message call(modules::CallId id, std::int64_t lane, const std::string& module, const std::string& text,
             Map more) {
    Message message{"call", id, {{"lane", lane}, {"module", module}, {"mode", "apply"}}};
    message.fields.set("arguments", Map{{"text", text}});
    for (const auto& [key, value] : more)
        message.fields.set(key, value);
    return message;
}
