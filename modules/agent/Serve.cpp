#include "modules/agent/Serve.hpp"

#include "modules/agent/LaneProcess.hpp"
#include "modules/module/Module.hpp"
#include "modules/protocol/Frame.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

namespace modules {

namespace {

/// Lanes wait while so much of their output waits for the control side.
constexpr std::size_t enough_outgoing = 8U << 20U;

/// /etc/passwd by hand: a static program must not ask the host's name services.
std::string login_name(uid_t user) {
    const int file = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    const Descriptor owner(file);
    std::string text;
    std::array<char, 65536> piece{};
    for (ssize_t length = 0; file >= 0 && (length = ::read(file, piece.data(), piece.size())) > 0;)
        text.append(piece.data(), static_cast<std::size_t>(length));
    const std::string number = std::to_string(user);
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string line = text.substr(start, end - start);
        const std::size_t name_end = line.find(':');
        const std::size_t secret_end = line.find(':', name_end + 1);
        if (name_end != std::string::npos && secret_end != std::string::npos &&
            line.compare(secret_end + 1, number.size() + 1, number + ":") == 0)
            return line.substr(0, name_end);
        start = end + 1;
    }
    return number;
}

std::string system_name() {
    struct utsname names {};
    ::uname(&names);
    return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

}  // namespace

Serve::Serve(int input, int output, const std::string& directory)
    : input_(input), output_(output), directory_(directory), staging_(directory_), finished_(directory_) {
    // Output never blocks the loop. Input may be the same descriptor; it is only read when there is
    // something.
    ::fcntl(output_, F_SETFL, ::fcntl(output_, F_GETFL) | O_NONBLOCK);
}

void Serve::run(const std::string& hash) {
    greet(hash);
    while (!finished())
        wait();
}

bool Serve::finished() const {
    return !input_open_ && lanes_.empty() && (!output_open_ || outgoing_.empty());
}

void Serve::greet(const std::string& hash) {
    outgoing_.add(std::string(1, '\0') + fmt::format("{} {} {}\n", protocol_name, protocol_version, hash));
    Message hello{"hello", 0, {}};
    hello.fields.set("version", protocol_version);
    hello.fields.set("features", List{"lanes", "put", "cancel", "limit", "environment", "finished", "async"});
    hello.fields.set("uid", static_cast<std::int64_t>(::geteuid()));
    hello.fields.set("user", login_name(::geteuid()));
    hello.fields.set("system", system_name());
    try {
        hello.fields.set("finished", finished_.read());
    } catch (const Failure& failure) {
        hello.fields.set("finished", List{});
        hello.fields.set("warning", failure.what());
    }
    send(hello);
}

void Serve::wait() {
    std::vector<pollfd> watched;
    watched.push_back({input_open_ ? input_ : -1, POLLIN, 0});
    watched.push_back({output_open_ ? output_ : -1, static_cast<short>(outgoing_.empty() ? 0 : POLLOUT), 0});
    std::vector<Lane*> heard;
    const bool room = outgoing_.size() < enough_outgoing;
    for (const auto& [number, one] : lanes_) {
        if (one->descriptor() < 0 || !room) continue;
        watched.push_back({one->descriptor(), POLLIN, 0});
        heard.push_back(one.get());
    }
    const int ready = ::poll(watched.data(), watched.size(), patience());
    if (ready > 0) {
        for (std::size_t index = 0; index < heard.size(); ++index)
            if (watched[index + 2].revents != 0) heard[index]->receive();
        if ((watched[1].revents & (POLLERR | POLLNVAL)) != 0) output_open_ = false;
        if (watched[0].revents != 0) read_input();
    }
    if (!output_open_ && input_open_) end_of_input();
    const Lane::Clock::time_point now = Lane::Clock::now();
    for (const auto& [number, one] : lanes_)
        if (now >= one->next_look() || !input_open_) one->look(now);
    std::erase_if(lanes_, [](const auto& entry) { return entry.second->over(); });
    // At once rather than after the next poll: a reply is most often all there is.
    write_output();
}

int Serve::patience() const {
    Lane::Clock::time_point next = Lane::Clock::time_point::max();
    for (const auto& [number, one] : lanes_)
        next = std::min(next, one->next_look());
    if (next == Lane::Clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Lane::Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

void Serve::read_input() {
    std::array<char, 65536> piece{};
    const ssize_t length = ::read(input_, piece.data(), piece.size());
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (length <= 0) return end_of_input();
    finished_.forget();
    frames_.add(std::string_view(piece.data(), static_cast<std::size_t>(length)));
    try {
        while (std::optional<std::string> frame = frames_.next())
            take(*std::move(frame));
    } catch (const BadFrame&) {
        // Nothing after it can be told apart from noise.
        end_of_input();
    } catch (const WrongKind&) {
        end_of_input();
    }
}

void Serve::end_of_input() {
    input_open_ = false;
    for (const auto& [number, one] : lanes_)
        one->abandon();
}

void Serve::write_output() {
    while (output_open_ && !outgoing_.empty()) {
        const std::string_view bytes = outgoing_.front();
        const ssize_t written = ::write(output_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) return;
        if (written < 0) {
            output_open_ = false;
            if (input_open_) end_of_input();
            return;
        }
        outgoing_.drop(static_cast<std::size_t>(written));
    }
}

void Serve::take(std::string frame) {
    FrameReader reader;
    reader.add(frame);
    const std::optional<Message> message = reader.next();
    if (!message) return;
    if (message->kind == "ping") return send({"pong", message->id, {}});
    if (message->kind == "have") return send(staging_.have(*message));
    if (message->kind == "put") return send(staging_.put(*message));
    if (message->kind == "call") return take_call(*message, std::move(frame));
    if (message->kind == "cancel")
        for (const auto& [number, one] : lanes_)
            if (one->has(message->id)) one->stop(message->id, "cancelled");
}

void Serve::take_call(const Message& call, std::string frame) {
    PendingCall pending;
    pending.id = call.id;
    pending.module = call.field("module").as_text();
    pending.frame = std::move(frame);
    if (const Value limit = call.field("limit"); limit.is_integer())
        pending.limit = std::chrono::seconds(limit.as_integer());
    const Module* module = find_module(pending.module);
    const Value said = call.field("uninterruptible");
    const Value mode = call.field("mode");
    const bool looks = mode.is_text() && mode.as_text() == "check";
    pending.uninterruptible = !looks && ((said.is_boolean() && said.as_boolean()) ||
                                         (module != nullptr && module->uninterruptible()));
    const Value number = call.field("lane");
    lane(number.is_integer() ? number.as_integer() : 0).add(std::move(pending));
}

void Serve::send(const Message& message) {
    outgoing_.add(encode(message));
}

Lane& Serve::lane(std::int64_t number) {
    std::unique_ptr<Lane>& place = lanes_[number];
    if (!place)
        place = std::make_unique<Lane>(
            [this](int socket) {
                // The other lanes' sockets must not stay open in this one: their children wait for the end of
                // them.
                for (const auto& [other, one] : lanes_)
                    if (one->descriptor() >= 0) ::close(one->descriptor());
                ::close(input_);
                if (output_ != input_) ::close(output_);
                live_as_lane(socket, staging_.path());
            },
            [this](std::string_view frame) { outgoing_.add(frame); },
            [this](const std::string& module, const Value& result) {
                try {
                    finished_.keep(module, result);
                } catch (const std::exception&) {
                    // There is nobody left to tell: no session, and the agent owns no terminal.
                    return;
                }
            });
    return *place;
}

}  // namespace modules
