#include "modules/agent/Lane.hpp"

#include "modules/agent/LaneProcess.hpp"
#include "modules/module/ModuleResult.hpp"
#include "modules/protocol/Frame.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace modules {

namespace {

constexpr std::chrono::seconds patience_after_term{10};
constexpr std::chrono::milliseconds between_looks{20};
constexpr std::chrono::seconds longest_idle{60};

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        // A child that died is noticed by the end of its socket.
        if (sent < 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string ended_how(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("was ended by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
    return fmt::format("ended with status {} and gave no result", WEXITSTATUS(status));
}

}  // namespace

void Lane::add(PendingCall call) {
    waiting_.push_back(std::move(call));
    start_next();
}

bool Lane::has(CallId id) const {
    if (running_ && running_->id == id) return true;
    return std::any_of(waiting_.begin(), waiting_.end(),
                       [id](const PendingCall& call) { return call.id == id; });
}

void Lane::start_next() {
    if (running_ || stopping_ || waiting_.empty()) return;
    running_ = std::move(waiting_.front());
    waiting_.pop_front();
    unheard_ = false;
    if (process_ == 0 && !start_child()) {
        const PendingCall lost = *std::move(running_);
        running_.reset();
        fail(lost, fmt::format("no process can be started on the host: {}", ::strerror(errno)));
        return start_next();
    }
    if (running_->limit.count() > 0) limit_at_ = Clock::now() + running_->limit;
    send_all(socket_.number(), running_->frame);
    running_->frame.clear();
}

bool Lane::start_child() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    socket_ = Descriptor(ends[0]);
    frames_ = RawFrames(1);
    process_ = ::fork();
    if (process_ == 0) {
        socket_.close();
        // A group of its own, so that a cancel reaches what it starts and nothing else.
        ::setpgid(0, 0);
        child_(ends[1]);
        ::_exit(0);
    }
    const int error = errno;
    ::close(ends[1]);
    if (process_ > 0) {
        ::setpgid(process_, process_);
        return true;
    }
    socket_.close();
    process_ = 0;
    errno = error;
    return false;
}

void Lane::receive() {
    std::array<char, 65536> piece{};
    const ssize_t length = ::recv(socket_.number(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (length <= 0) return child_ended();
    frames_.add(std::string_view(piece.data(), static_cast<std::size_t>(length)));
    while (const std::optional<std::string> frame = frames_.next())
        take(*frame);
}

void Lane::take(std::string_view tagged_frame) {
    const std::string_view frame = tagged_frame.substr(1);
    const bool reply = tagged_frame.front() == reply_tag;
    if (!running_) return;
    if (!reply) {
        if (!unheard_) send_(frame);
        return;
    }
    // The module noticed the signal and answered; the answer to a stopped call is why it was stopped.
    if (stopping_) return;
    if (unheard_) {
        FrameReader reader;
        reader.add(frame);
        if (const std::optional<Message> message = reader.next())
            keep_(running_->module, message->field("result"));
    } else {
        send_(frame);
    }
    running_.reset();
    limit_at_ = Clock::time_point::max();
    idle_since_ = Clock::now();
    start_next();
}

void Lane::child_ended() {
    socket_.close();
    int status = 0;
    if (process_ > 0) ::waitpid(process_, &status, 0);
    process_ = 0;
    if (stopping_) return;
    if (running_) {
        const PendingCall lost = *std::move(running_);
        running_.reset();
        limit_at_ = Clock::time_point::max();
        if (!unheard_) fail(lost, fmt::format("the module {} {}", lost.module, ended_how(status)));
    }
    start_next();
}

void Lane::fail(const PendingCall& call, const std::string& why) {
    if (abandoned_) return;
    ModuleResult result;
    result.failure = why;
    send_(encode({"reply", call.id, {{"result", to_value(result)}}}));
}

void Lane::stop(CallId id, const std::string& why) {
    const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                    [id](const PendingCall& call) { return call.id == id; });
    if (found != waiting_.end()) {
        fail(*found, why);
        waiting_.erase(found);
        return;
    }
    if (running_ && running_->id == id) stop_running(why);
}

void Lane::stop_running(const std::string& why) {
    if (stopping_ || unheard_) return;
    if (running_->uninterruptible) {
        fail(*running_,
             why + "; a change by " + running_->module +
                 " cannot be broken off: it goes on to its end, and the next session tells its result");
        unheard_ = true;
        limit_at_ = Clock::time_point::max();
        return;
    }
    const Clock::time_point now = Clock::now();
    stopping_ = Stopping{why, ProcessTree::below(process_), now + patience_after_term, now};
    stopping_->processes.signal(SIGTERM);
}

void Lane::abandon() {
    abandoned_ = true;
    waiting_.clear();
    if (!running_) {
        socket_.close();
        if (process_ > 0) ::waitpid(process_, nullptr, 0);
        process_ = 0;
        return;
    }
    if (running_->uninterruptible)
        unheard_ = true;
    else
        stop_running("the session ended");
}

void Lane::look(Clock::time_point now) {
    if (now >= limit_at_) {
        limit_at_ = Clock::time_point::max();
        stop_running(fmt::format("not done within its time limit of {} s", running_->limit.count()));
    }
    if (stopping_) finish_stopping();
    if (process_ != 0 && !running_ && (abandoned_ || now - idle_since_ > longest_idle)) {
        // The child reads the end of its socket and goes.
        socket_.close();
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
}

void Lane::finish_stopping() {
    stopping_->look_at = Clock::now() + between_looks;
    if (!stopping_->killed && Clock::now() >= stopping_->kill_at) {
        stopping_->killed = true;
        stopping_->processes.signal(SIGKILL);
    }
    if (process_ != 0 || stopping_->processes.any_alive()) return;
    const Stopping stopped = *std::move(stopping_);
    stopping_.reset();
    const PendingCall call = *std::move(running_);
    running_.reset();
    fail(call, stopped.why);
    start_next();
}

Lane::Clock::time_point Lane::next_look() const {
    if (stopping_) return stopping_->look_at;
    if (running_) return limit_at_;
    return process_ != 0 ? idle_since_ + longest_idle : Clock::time_point::max();
}

bool Lane::over() const {
    return !running_ && !stopping_ && waiting_.empty() && process_ == 0;
}

}  // namespace modules
