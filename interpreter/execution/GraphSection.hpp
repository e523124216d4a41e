#pragma once

#include "interpreter/execution/DataEdges.hpp"
#include "interpreter/execution/LanePlan.hpp"
#include "interpreter/execution/PlayRunner.hpp"
#include "interpreter/execution/WorkTimes.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

namespace interpreter {

/// What one batch of a play's graph is run with; outlives its sections.
struct GraphRun {
    PlayVariables& variables;
    const Play& play;
    const PlayGraph& graph;
    const DataEdges& data;
    const Hosts& hosts;
    WorkTimes& times;
    /// Of each host, the task because of which nothing more can run there.
    std::vector<std::optional<TaskLabel>>& lost_at;
};

/// The hosts of the batch, by number, that an edge from other hosts names; none for an edge on each host.
std::vector<std::size_t> hosts_named(const PlayEdge& edge, const GraphRun& run);

/// Runs the vertices of one section on the hosts of a batch: a thread for each vertex at work on a host, started when
/// all that comes before it there is done and a lane is free. The lowest numbers come first.
class GraphSection {
  public:
    GraphSection(GraphRun& run, PlaySection section);
    GraphSection(const GraphSection&) = delete;
    GraphSection& operator=(const GraphSection&) = delete;
    ~GraphSection();

    /// Afterwards the hosts know what was learned, how they stand and what was blocked on them. Throws Interrupted,
    /// and whatever ended the run.
    void execute();
    /// Notified handlers that no vertex ran itself.
    void hand_over_handlers(HandlerQueue& handlers);

  private:
    class Branch;
    struct Meeting;
    using Branches = std::vector<Branch*>;

    // All of these are called with the mutex held.
    void prepare();
    void make_ready(Branch& branch);
    void start_what_may();
    void start(Branch& branch);
    void end(Branch& branch);
    void block_after(const Branch& branch, const TaskLabel& because_of);
    void block(Branch& branch, const TaskLabel& because_of);
    void drop(Branch& branch);
    void drop_all_that_wait();
    void leave_out(const Branch& branch);
    void tell_play_hosts(std::size_t vertex, HostState& state) const;
    [[nodiscard]] Learned learned_before(const Branch& branch) const;
    void leave_lane(Branch& branch);

    /// The branch's thread.
    void work(Branch& branch);
    void settle_meetings(std::size_t vertex);
    std::optional<Company::Met> meet(Branch& branch, const Task& task, const std::function<Company::Met()>& work);
    bool reads_of_hosts(const Task& task, const HostState& state);
    void conclude();

    [[nodiscard]] Branch& at(std::size_t vertex, std::size_t host);

    GraphRun& run_;
    Run& shared_;
    PlaySection section_;
    std::vector<std::size_t> vertices_;
    /// By vertex, then host, as in vertices_ and run_.hosts.
    std::vector<std::unique_ptr<Branch>> branches_;
    std::map<std::size_t, std::size_t> place_of_;
    std::vector<std::unique_ptr<HostState>> known_before_;

    std::mutex mutex_;
    std::condition_variable changed_;
    LanePlan lanes_;
    /// Those that want a lane, the first in line first.
    std::map<std::size_t, Branch*> line_;
    std::deque<Meeting> meetings_;
    /// By place, so that all hosts are of one mind: does the task read what others learn?
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, bool> reads_of_hosts_;
    std::size_t unfinished_ = 0;
    /// Nothing new is to start, because of that task (any_errors_fatal) or because the play ended.
    bool stopping_ = false;
    std::optional<TaskLabel> stopped_because_;
    std::vector<bool> host_ended_;
    std::set<std::size_t> hosts_lost_;
    /// Of each vertex the hosts on which it failed or is blocked: there the play ends with it, for others it goes on.
    std::map<std::size_t, std::set<std::size_t>> left_out_;
    bool interrupted_ = false;
    std::exception_ptr error_;
};

}  // namespace interpreter
