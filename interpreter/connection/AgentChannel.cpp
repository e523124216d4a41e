#include "interpreter/connection/AgentChannel.hpp"

#include <fmt/format.h>

namespace interpreter {

namespace {

constexpr std::chrono::seconds between_pings{10};
constexpr int most_unanswered = 3;
/// Of what an agent's starter says on its error stream, enough to explain its end.
constexpr std::size_t longest_error_text = 4096;

}  // namespace

AgentChannel::AgentChannel(std::unique_ptr<Channel> channel, const std::string& ahead)
    : channel_(std::move(channel)), next_ping_(Clock::now() + between_pings) {
    reader_.add(ahead);
}

void AgentChannel::exchange(const std::string& host_name) {
    while (!outgoing_.empty()) {
        const std::size_t taken = channel_->write(outgoing_.front());
        if (taken == 0) break;
        outgoing_.drop(taken);
    }
    std::string output;
    channel_->read(output, error_text_);
    if (error_text_.size() > longest_error_text)
        error_text_.erase(0, error_text_.size() - longest_error_text);
    reader_.add(output);
    try {
        while (std::optional<Message> message = reader_.next()) {
            if (message->kind == "pong")
                unanswered_ = 0;
            else
                incoming_.push_back(*std::move(message));
        }
    } catch (const modules::BadFrame& error) {
        throw HostUnreachable(fmt::format("the agent on {} is not understood: {}", host_name, error.what()));
    }
    if (incoming_.empty() && channel_->ended())
        throw HostUnreachable(fmt::format("the agent on {} ended in the middle of its work{}", host_name,
                                          error_text_.empty() ? "" : ": " + error_text_));
}

std::optional<Message> AgentChannel::next() {
    if (incoming_.empty()) return std::nullopt;
    Message message = std::move(incoming_.front());
    incoming_.pop_front();
    return message;
}

void AgentChannel::ping(const std::string& host_name, Clock::time_point now) {
    if (now < next_ping_) return;
    if (unanswered_ == most_unanswered)
        throw HostUnreachable(
            fmt::format("{} has not answered for {} s", host_name, most_unanswered * between_pings.count()));
    ++unanswered_;
    next_ping_ = now + between_pings;
    send({"ping", 0, {}});
}

}  // namespace interpreter
