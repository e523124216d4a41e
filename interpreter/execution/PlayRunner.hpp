#pragma once

#include "interpreter/execution/Company.hpp"
#include "interpreter/execution/HandlerQueue.hpp"
#include "interpreter/execution/PlayVariables.hpp"
#include "interpreter/execution/TagFilter.hpp"
#include "interpreter/execution/TaskRunner.hpp"
#include "interpreter/playbook/PlayGraph.hpp"

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace interpreter {

using Hosts = std::vector<HostState*>;

/// Runs one play on one batch of hosts with the linear strategy: every task on all hosts, then the next.
/// Order comes from the play's TaskGraph; blocks, rescue, always, includes and handlers are walked here.
/// With company it is the walk through one vertex of a graph on one host.
class PlayRunner {
  public:
    PlayRunner(PlayVariables& variables, const Play& play, Hosts batch, Company* company = nullptr);

    // Each throws Interrupted, and DiagnosticError for what ends the whole run (a handler that nobody defined).

    void run();
    /// The vertex alone; its handlers are for the caller to flush, or to take.
    void run_vertex(const PlayVertex& vertex);
    void gather_facts();
    void flush_handlers();

    [[nodiscard]] HandlerQueue& handlers() { return handlers_; }
    /// The task at which the host failed or was lost; null when it was at none.
    [[nodiscard]] const TaskLabel* lost_at(const HostState& host) const;
    /// Did a failure end not only this play but all that would follow (any_errors_fatal, max_fail_percentage)?
    [[nodiscard]] bool breaks_run() const { return breaks_run_; }

  private:
    /// Is a block with `rescue:` around what runs? Then a failure counts as rescued.
    enum class Guard { none, rescue };
    enum class TagRule { filtered, always };

    void run_section(const std::vector<BlockItem>& items);
    void run_items(const std::vector<BlockItem>& items, const Hosts& hosts, Guard guard);
    void run_item(const BlockItem& item, const Hosts& hosts, Guard guard);
    void run_block(const Block& block, const Hosts& hosts, Guard guard);
    void run_task(const Task& task, const Hosts& hosts, Guard guard, TagRule tags = TagRule::filtered);
    void run_on_hosts(const Task& task, const Hosts& hosts, Guard guard);
    void run_meta(const Task& task, const Hosts& hosts);
    void run_include(const Task& task, const TaskLabel& label, const Hosts& hosts, Guard guard);
    /// What stands between an include and what it brings: the include's variables, and what `apply` says.
    const Element& wrapper_of(const Task& task, const Map& loop_variables);
    const Element& with_applied(const Task& task, const Element& wrapper);
    const Block& included_file(const Task& task, const Element& wrapper, const std::string& path, const Hosts& hosts,
                               const std::optional<std::string>& item);
    void run_included_role(const Task& task, const Element& wrapper, const Value& arguments, const Hosts& hosts,
                           Guard guard);
    /// Roles that import_role brought into what was included: their handlers and variables are the play's from now on.
    void take_imported_roles(const Block& block);
    void validate_role_arguments(const Role& role, const Hosts& hosts, Guard guard);
    /// A task that only one of those who walk beside each other does.
    void run_with_company(const Task& task, const TaskLabel& label, HostState& host, Guard guard);
    void end(const std::string& what, const Hosts& wanted);

    void record(const Task& task, HostState& host, const TaskResult& result, Guard guard);
    void stop_all_if_asked(const Task& task, const Hosts& hosts, Guard guard);
    [[nodiscard]] bool is_selected(const Task& task) const;
    [[nodiscard]] bool is_for_first_host_only(const Task& task, HostState& first) const;
    [[nodiscard]] std::string rendered_name(const Task& task, const HostState& host) const;
    [[nodiscard]] TaskLabel label_of(const Task& task, const HostState& host) const;
    [[nodiscard]] Hosts active() const;

    PlayVariables& variables_;
    Run& run_;
    const Play& play_;
    Hosts batch_;
    TaskRunner tasks_;
    HandlerQueue handlers_;
    TagFilter tags_;
    Company* company_;
    std::map<const HostState*, TaskLabel> lost_at_;
    bool play_ended_ = false;
    bool breaks_run_ = false;
    bool flushing_ = false;
    int include_depth_ = 0;
    // Kept until the play ends: results and scopes point into them.
    std::vector<std::unique_ptr<Element>> made_;
    std::vector<std::unique_ptr<Block>> included_blocks_;
    std::vector<std::unique_ptr<Role>> included_roles_;
};

/// Those of the hosts that are still in the play.
Hosts still_active(const Hosts& hosts);

}  // namespace interpreter
