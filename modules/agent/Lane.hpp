#pragma once

#include "modules/agent/ProcessTree.hpp"
#include "modules/agent/RawFrames.hpp"
#include "modules/protocol/Message.hpp"
#include "modules/system/Descriptor.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace modules {

/// A call as the agent keeps it: its frame, and what the agent itself must know of it.
struct PendingCall {
    CallId id = 0;
    std::string module;
    std::string frame;
    std::chrono::seconds limit{0};
    /// Changes that must run to their end even when nobody waits for them any more.
    bool uninterruptible = false;
};

/// The agent's end of one lane: a child process that answers calls one after another, started at the first
/// call, ended when idle or when its call is cancelled. The child is single-threaded, and so is the agent:
/// fork is safe.
class Lane {
  public:
    using Clock = std::chrono::steady_clock;
    /// Frames for the control side.
    using Send = std::function<void(std::string_view frame)>;
    /// What a child does with its socket after the fork; never returns.
    using Child = std::function<void(int socket)>;
    /// A reply that nobody waits for any more: module and result.
    using Keep = std::function<void(const std::string& module, const Value& result)>;

    Lane(Child child, Send send, Keep keep)
        : child_(std::move(child)), send_(std::move(send)), keep_(std::move(keep)) {}

    void add(PendingCall call);
    [[nodiscard]] bool has(CallId id) const;
    /// Ends that call, waiting or running, with TERM and 10 s later KILL; it is answered with a failure of
    /// these words.
    void stop(CallId id, const std::string& why);
    /// The session is over: what may be stopped is stopped, what may not goes on and its result is kept.
    void abandon();

    /// The child's socket: to be polled for input; -1 without a child.
    [[nodiscard]] int descriptor() const { return socket_.number(); }
    /// The socket has something, or its end.
    void receive();
    /// Minds limits, signals and idleness. To be called at least at next_look().
    void look(Clock::time_point now);
    [[nodiscard]] Clock::time_point next_look() const;
    /// No call, no child, nothing dying.
    [[nodiscard]] bool over() const;

  private:
    struct Stopping {
        std::string why;
        ProcessTree processes;
        Clock::time_point kill_at;
        Clock::time_point look_at;
        bool killed = false;
    };

    void start_next();
    /// False, with errno, when there can be no process.
    bool start_child();
    void child_ended();
    void stop_running(const std::string& why);
    void finish_stopping();
    void fail(const PendingCall& call, const std::string& why);
    void take(std::string_view tagged_frame);

    Child child_;
    Send send_;
    Keep keep_;
    std::deque<PendingCall> waiting_;
    std::optional<PendingCall> running_;
    /// Nobody waits for the running call any more; its result is kept.
    bool unheard_ = false;
    bool abandoned_ = false;
    std::optional<Stopping> stopping_;
    pid_t process_ = 0;
    Descriptor socket_;
    RawFrames frames_{1};
    Clock::time_point limit_at_ = Clock::time_point::max();
    Clock::time_point idle_since_;
};

}  // namespace modules
