#pragma once

#include "interpreter/execution/ConnectionResolver.hpp"
#include "interpreter/execution/PlayVariables.hpp"

namespace interpreter {

/// One try of one task (or of one item of its loop) on one host: finds out where and as whom, renders the arguments,
/// and runs the action or calls the module.
class TaskCall {
  public:
    TaskCall(PlayVariables& variables, const Task& task, const TaskLabel& label, HostState& host,
             const Evaluation& evaluation);

    /// Throws Failure, DiagnosticError, HostUnreachable, IdentityRefused, Interrupted.
    ActionResult run();
    enum class Sending { sent, not_behind_that, never };
    /// Sends the call of a plain module without waiting; run() then hears its answer. Nothing is sent where the order
    /// behind the call that was sent `before` would not be kept, or where its answer could matter to this one's arguments.
    /// Throws what run() throws before it calls.
    Sending send(const TaskCall* before);
    /// Who really did the work; empty when it was the host itself.
    [[nodiscard]] const std::string& delegate() const { return delegate_; }
    /// Whose variables facts go to.
    [[nodiscard]] HostState& facts_host() const { return *facts_host_; }
    [[nodiscard]] RunMode mode() const { return mode_; }

  private:
    /// Where a call goes, and as whom it runs there.
    struct Destination {
        ConnectionSettings settings;
        Identity identity;
    };

    void find_target();
    [[nodiscard]] ActionCall action_call(const Action& action);
    [[nodiscard]] Destination destination() const;
    [[nodiscard]] std::string reach(std::chrono::seconds limit);
    [[nodiscard]] RunMode wanted_mode() const;
    [[nodiscard]] Value arguments() const;
    [[nodiscard]] ModuleCall module_call(const Identity& identity, const std::string& module, Value arguments);
    [[nodiscard]] Value with_defaults(const Value& given) const;
    modules::ModuleResult call_module(const std::string& module, Value arguments, std::vector<std::string> contents,
                                      std::optional<std::chrono::seconds> background = {});
    /// `async:`, in background_tasks.cpp.
    ActionResult run_in_background(std::chrono::seconds limit);
    modules::ModuleResult wait_for_job(const std::string& job, std::chrono::seconds limit, std::chrono::seconds poll);
    void forget_job(const std::string& job);
    /// A module of one's own, in own_modules.cpp.
    ActionResult run_own_module();

    PlayVariables& variables_;
    Run& run_;
    const Task& task_;
    const TaskLabel& label_;
    HostState& host_;
    const Evaluation& evaluation_;
    TaskKeywords keywords_;
    std::string delegate_;
    HostState* target_;
    HostState* facts_host_;
    RunMode mode_ = RunMode::apply;
    std::shared_ptr<HostSession> session_;
    std::string identity_;
    std::unique_ptr<HostSession::SentCall> sent_;
};

}  // namespace interpreter
