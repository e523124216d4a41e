#pragma once

#include "interpreter/execution/PlayTurn.hpp"
#include "interpreter/execution/WorkTimes.hpp"
#include "interpreter/playbook/PlaybookGraph.hpp"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace interpreter {

/// Runs plays of which some say `needs:`, each as soon as those that it comes after are over: a thread for
/// each play at work, the first of the file first, at most `--lanes` at once. A play sees its hosts through
/// views of its own: what the run knew before, what the plays that it comes after learned, and what it learns
/// itself, so that plays beside it make no difference. A host that a play loses is blocked in those that come
/// after it, and a play that breaks the run blocks them on all their hosts; other plays go on.
class PlaysAtOnce {
  public:
    PlaysAtOnce(Run& run, const Plays& plays);
    PlaysAtOnce(const PlaysAtOnce&) = delete;
    PlaysAtOnce& operator=(const PlaysAtOnce&) = delete;
    ~PlaysAtOnce();

    /// Throws Interrupted, and whatever ended the run, once what had begun is over. Tells the reporter where
    /// the time went.
    void run();

  private:
    struct Part;

    // All of these are called with the mutex held.
    void start_what_may();
    void start(Part& part);
    void inherit_losses(Part& part) const;
    void end(Part& part, const PlayTurn& turn);
    [[nodiscard]] Learned learned_before(const Part& part, const std::string& host) const;

    /// The part's thread.
    void work(Part& part);
    HostState& view(Part& part, const Host& host);
    void block_lost(Part& part, const std::string& name, const std::vector<HostState*>& hosts);
    /// For whatever comes after these plays.
    void tell_hosts();
    void tell_times();

    Run& run_;
    TaskGraph graph_;
    std::vector<std::unique_ptr<Part>> parts_;

    std::mutex mutex_;
    std::condition_variable changed_;
    /// What was known of each host before any play told anything.
    std::map<std::string, std::unique_ptr<HostState>> known_before_;
    /// Plays that have not begun find them lost, whatever they come after.
    std::map<std::string, TaskLabel> unreachable_;
    /// Of the plays at work, each has a number of its own, so that the agents keep their lanes apart.
    std::vector<bool> tracks_;
    std::size_t at_work_ = 0;
    bool interrupted_ = false;
    std::exception_ptr error_;
};

}  // namespace interpreter
