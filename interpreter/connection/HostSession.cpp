#include "interpreter/connection/HostSession.hpp"

#include "modules/protocol/Frame.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <semaphore>
#include <thread>
#include <variant>

namespace interpreter {

namespace {

/// More at once make sshd drop connections (MaxStartups 10:30:100) and this machine's processors wait for
/// each other.
constexpr std::ptrdiff_t most_connecting = 16;

class Turn {
  public:
    Turn() { places().acquire(); }
    ~Turn() { places().release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    static std::counting_semaphore<most_connecting>& places() {
        // Never destroyed: a thread that was left behind at exit may still hold a place.
        static auto* const semaphore = new std::counting_semaphore<most_connecting>(most_connecting);
        return *semaphore;
    }
};

modules::ModuleResult failed(const std::string& why) {
    modules::ModuleResult result;
    result.failure = why;
    return result;
}

Message message_for(const ModuleCall& call) {
    Message message{"call", 0, {}};
    message.fields.set("lane", static_cast<std::int64_t>(call.lane));
    message.fields.set("module", call.module);
    message.fields.set("arguments", call.arguments.plain());
    message.fields.set("mode", call.check ? "check" : "apply");
    message.fields.set("diff", call.diff);
    if (call.limit) message.fields.set("limit", static_cast<std::int64_t>(call.limit->count()));
    if (call.live) message.fields.set("live", true);
    if (call.background) message.fields.set("async", static_cast<std::int64_t>(call.background->count()));
    Map environment;
    for (const auto& [name, value] : call.environment)
        environment.set(name, value);
    if (!environment.empty()) message.fields.set("environment", environment);
    return message;
}

/// Errors cross the threads as plain text and each lane throws its own: the standard exceptions share theirs.
struct Loss {
    explicit Loss(const HostUnreachable& reason) : message(reason.what()), hint(reason.hint()) {}
    std::string message;
    std::string hint;
};
struct Refusal {
    std::string message;
};
using Answer = std::variant<modules::ModuleResult, Loss, Refusal>;

/// Waits.
modules::ModuleResult heard(std::future<Answer> answer) {
    Answer said = answer.get();
    if (const Loss* loss = std::get_if<Loss>(&said)) throw HostUnreachable(loss->message, loss->hint);
    if (const Refusal* refusal = std::get_if<Refusal>(&said)) throw IdentityRefused(refusal->message);
    return std::get<modules::ModuleResult>(std::move(said));
}

/// A call on its way: the lane that made it waits for the answer.
struct Pending {
    const ModuleCall* call = nullptr;
    std::promise<Answer> answer;
    /// The one connection over which it may go; any, when empty.
    std::optional<std::uint64_t> connection;
};

}  // namespace

/// What the session's thread and the lanes share. The thread holds it too: a session that is destroyed while
/// its thread is still connecting leaves the thread to end by itself.
struct HostSession::Work {
    explicit Work(std::unique_ptr<Connection> made) : connection(std::move(made)) {}

    static std::future<Answer> post(const std::shared_ptr<Work>& work, const std::shared_ptr<Pending>& pending);
    void run();
    bool serve_mailbox();
    void connect();
    bool submit(const std::shared_ptr<Pending>& pending);
    void fail_all(std::deque<std::shared_ptr<Pending>> waiting);
    void take(const Message& message);
    void lose(const HostUnreachable& reason);

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::shared_ptr<Pending>> mailbox;
    std::vector<FinishedCall> finished;
    bool cancelling = false;
    bool resetting = false;
    bool stopping = false;
    bool ended = false;
    std::thread thread;
    /// How many have been opened.
    std::atomic<std::uint64_t> connections{0};

    // The thread's own.
    std::unique_ptr<Connection> connection;
    bool open = false;
    std::optional<Loss> last_loss;
    std::map<CallId, std::shared_ptr<Pending>> running;
};

void HostSession::Work::run() {
    while (serve_mailbox()) {
        if (!open) continue;
        try {
            const auto whenever = std::chrono::steady_clock::now() + std::chrono::hours(1);
            if (const std::optional<Message> message = connection->receive(whenever)) take(*message);
        } catch (const HostUnreachable& reason) {
            lose(reason);
        }
    }
    connection->close();
    const std::lock_guard lock(mutex);
    ended = true;
    changed.notify_all();
}

/// Does what the lanes asked for; false when the session is to end.
bool HostSession::Work::serve_mailbox() {
    std::deque<std::shared_ptr<Pending>> calls;
    bool cancel = false;
    bool reset = false;
    {
        std::unique_lock lock(mutex);
        // Without a connection there is nothing else to wait for.
        if (!open)
            changed.wait(lock, [this] { return stopping || cancelling || resetting || !mailbox.empty(); });
        if (stopping) return false;
        calls.swap(mailbox);
        cancel = std::exchange(cancelling, false);
        reset = resetting;
    }
    if (cancel)
        for (const auto& [id, pending] : running)
            connection->cancel(id);
    if (reset) {
        lose(HostUnreachable("the connection was reset"));
        const std::lock_guard lock(mutex);
        resetting = false;
        changed.notify_all();
    }
    while (!calls.empty()) {
        const std::shared_ptr<Pending> next = std::move(calls.front());
        calls.pop_front();
        const bool connected_before = open;
        if (!submit(next) && !connected_before) fail_all(std::exchange(calls, {}));
    }
    return true;
}

void HostSession::Work::connect() {
    if (open) return;
    const Turn turn;
    connection->open();
    open = true;
    ++connections;
}

/// False when the host is lost.
bool HostSession::Work::submit(const std::shared_ptr<Pending>& pending) {
    try {
        if (pending->connection && (!open || *pending->connection != connections)) {
            pending->answer.set_value(Loss(HostUnreachable("the connection was lost")));
            return true;
        }
        connect();
        const ModuleCall& call = *pending->call;
        for (const std::string& content : call.contents)
            connection->upload(call.identity, content);
        const CallId id = connection->submit(call.identity, message_for(call));
        running.emplace(id, pending);
    } catch (const HostUnreachable& reason) {
        last_loss = Loss(reason);
        pending->answer.set_value(*last_loss);
        lose(reason);
        return false;
    } catch (const ContentRefused& reason) {
        pending->answer.set_value(failed(reason.what()));
    } catch (const IdentityRefused& reason) {
        pending->answer.set_value(Refusal{reason.what()});
    } catch (const modules::BadFrame& reason) {
        pending->answer.set_value(failed(std::string("the call cannot be sent: ") + reason.what()));
    }
    return true;
}

/// What came while a connection was tried in vain would only try the same again, one after the other.
void HostSession::Work::fail_all(std::deque<std::shared_ptr<Pending>> waiting) {
    {
        const std::lock_guard lock(mutex);
        for (std::shared_ptr<Pending>& later : std::exchange(mailbox, {}))
            waiting.push_back(std::move(later));
    }
    for (const std::shared_ptr<Pending>& pending : waiting)
        pending->answer.set_value(*last_loss);
}

void HostSession::Work::take(const Message& message) {
    if (message.kind == "finished") {
        const Value ended_at = message.field("ended");
        const Value module = message.field("module");
        const std::lock_guard lock(mutex);
        finished.push_back({module.is_text() ? module.as_text() : "",
                            modules::module_result_from(message.field("result")),
                            ended_at.is_integer() ? ended_at.as_integer() : 0});
        return;
    }
    const auto found = running.find(message.id);
    if (found == running.end()) return;
    if (message.kind == "event") {
        const Value text = message.field("text");
        if (found->second->call->on_output && text.is_text()) found->second->call->on_output(text.as_text());
        return;
    }
    found->second->answer.set_value(modules::module_result_from(message.field("result")));
    running.erase(found);
}

void HostSession::Work::lose(const HostUnreachable& reason) {
    connection->close();
    const std::map<CallId, std::shared_ptr<Pending>> waiting = std::exchange(running, {});
    open = false;
    for (const auto& [id, pending] : waiting)
        pending->answer.set_value(Loss(reason));
}

HostSession::HostSession(ConnectionSettings, std::unique_ptr<Connection> connection)
    : work_(std::make_shared<Work>(std::move(connection))) {}

HostSession::~HostSession() {
    {
        std::unique_lock lock(work_->mutex);
        if (!work_->thread.joinable()) return;
        work_->stopping = true;
        work_->changed.notify_all();
        work_->connection->wake();
        constexpr std::chrono::seconds patience{2};
        if (!work_->changed.wait_for(lock, patience, [this] { return work_->ended; })) {
            // In the middle of connecting; it ends when the limit for that has passed, and holds what it
            // needs.
            work_->thread.detach();
            return;
        }
    }
    work_->thread.join();
}

std::future<Answer> HostSession::Work::post(const std::shared_ptr<Work>& work,
                                            const std::shared_ptr<Pending>& pending) {
    std::future<Answer> answer = pending->answer.get_future();
    {
        const std::lock_guard lock(work->mutex);
        if (!work->thread.joinable()) work->thread = std::thread([work] { work->run(); });
        work->mailbox.push_back(pending);
        work->changed.notify_all();
    }
    work->connection->wake();
    return answer;
}

modules::ModuleResult HostSession::call(const ModuleCall& call) {
    const auto pending = std::make_shared<Pending>();
    pending->call = &call;
    return heard(Work::post(work_, pending));
}

struct HostSession::SentCall::State {
    ModuleCall call;
    std::future<Answer> answer;
};

HostSession::SentCall::SentCall(std::unique_ptr<State> state) : state_(std::move(state)) {}

// The session looks at the call until it is answered.
HostSession::SentCall::~SentCall() {
    if (state_->answer.valid()) state_->answer.wait();
}

modules::ModuleResult HostSession::SentCall::take() { return heard(std::move(state_->answer)); }

std::unique_ptr<HostSession::SentCall> HostSession::send(ModuleCall call) {
    auto state = std::make_unique<SentCall::State>();
    state->call = std::move(call);
    const auto pending = std::make_shared<Pending>();
    pending->call = &state->call;
    // Whoever sends ahead counts on those before: with their connection these calls are lost too.
    pending->connection = work_->connections.load();
    state->answer = Work::post(work_, pending);
    return std::unique_ptr<SentCall>(new SentCall(std::move(state)));
}

void HostSession::cancel_all() {
    {
        const std::lock_guard lock(work_->mutex);
        // Those that have not begun need not wait for a connection to hear of it.
        for (const std::shared_ptr<Pending>& pending : std::exchange(work_->mailbox, {}))
            pending->answer.set_value(failed("cancelled"));
        work_->cancelling = true;
        work_->changed.notify_all();
    }
    work_->connection->wake();
}

void HostSession::reset() {
    {
        std::unique_lock lock(work_->mutex);
        if (!work_->thread.joinable()) return;
        work_->resetting = true;
        work_->changed.notify_all();
        work_->connection->wake();
        work_->changed.wait(lock, [this] { return !work_->resetting; });
    }
}

std::vector<FinishedCall> HostSession::take_finished() {
    const std::lock_guard lock(work_->mutex);
    return std::exchange(work_->finished, {});
}

}  // namespace interpreter
