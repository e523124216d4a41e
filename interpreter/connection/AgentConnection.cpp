#include "interpreter/connection/AgentConnection.hpp"

#include "interpreter/connection/HostSession.hpp"
#include "modules/system/Digest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::size_t chunk = 256U << 10U;
constexpr std::size_t most_unacknowledged = 8U << 20U;

bool flag(const Message& message, std::string_view name) {
    const Value value = message.field(name);
    return value.is_boolean() && value.as_boolean();
}

}  // namespace

std::string content_hash(std::string_view content) {
    return modules::digest_of(modules::DigestKind::sha256, content);
}

AgentConnection::AgentConnection(const ConnectionSettings& settings, std::unique_ptr<Transport> transport,
                                 AgentProgram program)
    : host_name_(settings.host_name), transport_(std::move(transport)), program_(std::move(program)) {}

AgentConnection::~AgentConnection() {
    close();
}

void AgentConnection::close() {
    agents_.clear();
    identity_of_call_.clear();
    ready_.clear();
    acknowledgements_.clear();
    transport_->close();
}

AgentChannel& AgentConnection::agent(const Identity& identity) {
    std::unique_ptr<AgentChannel>& place = agents_[identity.key()];
    if (!place) {
        try {
            place = AgentStarter(*transport_, program_, host_name_).start(identity);
        } catch (const IdentityRefused&) {
            agents_.erase(identity.key());
            throw;
        }
    }
    return *place;
}

CallId AgentConnection::submit(const Identity& identity, Message call) {
    AgentChannel& to = agent(identity);
    call.id = ++last_call_;
    identity_of_call_[call.id] = identity.key();
    to.send(call);
    to.exchange(host_name_);
    return call.id;
}

void AgentConnection::cancel(CallId call) {
    const auto identity = identity_of_call_.find(call);
    if (identity == identity_of_call_.end()) return;
    const auto found = agents_.find(identity->second);
    if (found != agents_.end()) found->second->send({"cancel", call, {}});
}

void AgentConnection::sort(AgentChannel& from) {
    while (std::optional<Message> message = from.next()) {
        if (message->kind == "reply") identity_of_call_.erase(message->id);
        if (message->kind == "reply" || message->kind == "event") {
            ready_.push_back(*std::move(message));
        } else if (message->kind == "have") {
            acknowledgements_.push_back(*std::move(message));
        } else if (const Value finished = message->field("finished"); finished.is_list()) {
            for (const Value& result : finished.as_list())
                if (result.is_map()) ready_.push_back({"finished", 0, result.as_map()});
        }
    }
}

void AgentConnection::exchange_all() {
    const Transport::Clock::time_point now = Transport::Clock::now();
    for (const auto& [key, one] : agents_) {
        if (!one) continue;
        one->ping(host_name_, now);
        one->exchange(host_name_);
        sort(*one);
    }
}

std::optional<Message> AgentConnection::receive(std::chrono::steady_clock::time_point deadline) {
    while (true) {
        if (ready_.empty()) exchange_all();
        if (!ready_.empty()) {
            Message message = std::move(ready_.front());
            ready_.pop_front();
            return message;
        }
        if (transport_->woken() || std::chrono::steady_clock::now() >= deadline) return std::nullopt;
        Transport::Clock::time_point next = deadline;
        for (const auto& [key, one] : agents_)
            next = std::min(next, one->next_ping());
        transport_->wait(next);
    }
}

std::string AgentConnection::upload(const Identity& identity, const std::string& content) {
    const std::string hash = content_hash(content);
    AgentChannel& to = agent(identity);
    if (to.known_contents.count(hash) != 0) return hash;
    acknowledgements_.clear();
    std::size_t sent = 0;
    std::size_t received = 0;
    for (bool last = false; to.known_contents.count(hash) == 0;) {
        while (!last && sent - received < most_unacknowledged) {
            const std::size_t size = std::min(chunk, content.size() - sent);
            last = sent + size == content.size();
            to.send({"put",
                     0,
                     {{"hash", hash},
                      {"offset", static_cast<std::int64_t>(sent)},
                      {"data", content.substr(sent, size)},
                      {"last", last}}});
            sent += size;
        }
        exchange_all();
        if (acknowledgements_.empty()) transport_->wait(to.next_ping());
        for (const Message& answer : acknowledgements_) {
            if (const Value problem = answer.field("problem"); problem.is_text())
                throw ContentRefused(fmt::format("{} cannot keep a file that is sent to it: {}", host_name_,
                                                 problem.as_text()));
            if (const Value come = answer.field("received"); come.is_integer())
                received = static_cast<std::size_t>(come.as_integer());
            if (flag(answer, "known")) to.known_contents.insert(hash);
        }
        acknowledgements_.clear();
    }
    return hash;
}

void AgentConnection::echo(const Identity& identity) {
    AgentChannel& to = agent(identity);
    to.send({"have", 0, {{"hash", std::string(64, '0')}}});
    acknowledgements_.clear();
    while (true) {
        exchange_all();
        if (!acknowledgements_.empty()) return;
        transport_->wait(to.next_ping());
    }
}

}  // namespace interpreter
