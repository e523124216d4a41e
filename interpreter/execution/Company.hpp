#pragma once

#include "interpreter/execution/TaskRunner.hpp"

#include <functional>
#include <optional>

namespace interpreter {

/// What the walk through a vertex of a graph, on one host, has to do with the walks that go on beside it: the same
/// vertex on the other hosts of the batch, and other vertices. Called from the walk's thread.
class Company {
  public:
    virtual ~Company() = default;

    /// May the next task start?
    [[nodiscard]] virtual bool goes_on() = 0;
    /// A task for one host only: the walks through this vertex meet here, the first living host does the work, and
    /// all return what came of it; nothing where the work broke off. Throws Interrupted.
    struct Met {
        TaskResult result;
        Standing standing = Standing::active;
        bool did_it = false;
    };
    virtual std::optional<Met> meet(const Task& task, const std::function<Met()>& work) = 0;
    /// A task that may read what other hosts learn: the walks through this vertex wait for each other before it.
    virtual void wait_for_others(const Task& task, const HostState& host) = 0;
    /// The host is lost to the play at that task. Returns the share of the batch's hosts that are, in percent.
    virtual double lose_host() = 0;
    /// Nothing new is to start on any host (any_errors_fatal, max_fail_percentage).
    virtual void stop_all(const TaskLabel& because_of) = 0;
    /// meta: end_host, end_play.
    virtual void end_host() = 0;
    virtual void end_play() = 0;
};

}  // namespace interpreter
