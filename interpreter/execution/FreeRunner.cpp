#include "interpreter/execution/FreeRunner.hpp"

#include <thread>

namespace interpreter {

/// One host on its way through the play.
class FreeRunner::Walk final : public Company {
  public:
    Walk(FreeRunner& runner, HostState& host)
        : runner_(runner), host_(host), walk_(runner.variables_, runner.play_, {&host}, this),
          place_(runner.turns_.ask()) {}

    void run() {
        runner_.turns_.wait_for(place_);
        try {
            walk_.run();
        } catch (const std::exception&) {
            // Told by the strategy's thread, when the others have ended too.
            runner_.keep(std::current_exception());
        }
        runner_.turns_.give_back();
    }

    [[nodiscard]] const TaskLabel* lost_at(const HostState& host) const { return walk_.lost_at(host); }

    bool goes_on() override {
        if (runner_.pace_ == Pace::free) runner_.turns_.pass_on();
        return runner_.goes_on();
    }

    std::optional<Met> meet(const Task& task, const std::function<Met()>& work) override {
        if (const Action* action = find_action(task.action); action != nullptr && action->once)
            throw DiagnosticError("'" + task.written_action + "' is done by one host for all, which has no meaning where "
                                  "hosts do not wait for each other",
                                  task.position, "put it into a play with strategy: linear");
        runner_.warn_of_once(task);
        return work();
    }

    // What it reads of others is what they know by then.
    void wait_for_others(const Task&, const HostState&) override {}
    double lose_host() override { return runner_.lose(host_); }
    void stop_all(const TaskLabel&) override { runner_.stop(false); }
    // Nobody waits for it.
    void end_host() override {}
    void end_play() override { runner_.stop(true); }

  private:
    FreeRunner& runner_;
    HostState& host_;
    PlayRunner walk_;
    /// In the line of those who wait to begin.
    std::size_t place_;
};

FreeRunner::FreeRunner(PlayVariables& variables, const Play& play, Hosts batch, Pace pace)
    : variables_(variables), run_(variables.run()), play_(play), batch_(std::move(batch)), pace_(pace),
      turns_(run_.options.forks) {}

FreeRunner::~FreeRunner() = default;

void FreeRunner::run() {
    const Hosts hosts = still_active(batch_);
    variables_.set_active(batch_, hosts);
    for (const HostState* host : batch_)
        if (host->standing != Standing::active) lost_.insert(host);
    for (HostState* host : hosts) walks_.push_back(std::make_unique<Walk>(*this, *host));
    std::vector<std::thread> threads;
    for (const std::unique_ptr<Walk>& walk : walks_) threads.emplace_back([&one = *walk] { one.run(); });
    for (std::thread& thread : threads) thread.join();
    if (error_) std::rethrow_exception(error_);
    for (HostState* host : batch_) {
        if (host->standing != Standing::active) continue;
        if (stopped_) host->standing = Standing::failed;
        if (ended_) host->standing = Standing::ended;
    }
}

const TaskLabel* FreeRunner::lost_at(const HostState& host) const {
    for (const std::unique_ptr<Walk>& walk : walks_)
        if (const TaskLabel* lost = walk->lost_at(host)) return lost;
    return nullptr;
}

bool FreeRunner::goes_on() {
    const std::lock_guard lock(mutex_);
    return !stopped_ && !ended_ && !error_;
}

double FreeRunner::lose(const HostState& host) {
    const std::lock_guard lock(mutex_);
    lost_.insert(&host);
    Hosts left;
    for (HostState* one : batch_)
        if (lost_.count(one) == 0) left.push_back(one);
    variables_.set_active(batch_, left);
    return static_cast<double>(lost_.size()) / static_cast<double>(batch_.size()) * 100;
}

void FreeRunner::stop(bool ended) {
    const std::lock_guard lock(mutex_);
    (ended ? ended_ : stopped_) = true;
}

void FreeRunner::keep(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
}

void FreeRunner::warn_of_once(const Task& task) {
    {
        const std::lock_guard lock(mutex_);
        if (!warned_.insert({task.position.file, task.position.line, task.position.column}).second) return;
    }
    run_.reporter.finding({Severity::warning,
                           "run_once has no meaning where hosts do not wait for each other: every host does this task",
                           task.position, {}, "put it into a play with strategy: linear"});
}

}  // namespace interpreter
