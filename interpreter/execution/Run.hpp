#pragma once

#include "interpreter/execution/HostState.hpp"
#include "interpreter/execution/Interrupt.hpp"
#include "interpreter/execution/RunOptions.hpp"
#include "interpreter/execution/RunningTasks.hpp"
#include "interpreter/execution/SessionPool.hpp"
#include "interpreter/execution/StartPoint.hpp"
#include "interpreter/execution/StatsTable.hpp"
#include "interpreter/execution/Throttle.hpp"
#include "interpreter/execution/Workers.hpp"
#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/inventory/Inventory.hpp"
#include "interpreter/playbook/PlaybookLoader.hpp"
#include "interpreter/report/Reporter.hpp"
#include "interpreter/report/SecretMask.hpp"
#include "interpreter/variables/FactCache.hpp"
#include "interpreter/variables/VariableFiles.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace interpreter {

/// What a run is made of, by whoever starts it.
struct RunParts {
    SourceFiles& files;
    VariableFiles& variable_files;
    /// Hosts and groups may come while the run is on (add_host, group_by).
    Inventory& inventory;
    PlaybookLoader& loader;
    Reporter& reporter;
    SecretMask& mask;
    Interrupt& interrupt;
    Surroundings surroundings;
    /// Where facts are kept from run to run; null: nowhere.
    FactCache* fact_cache = nullptr;
};

/// What everything in a run shares; outlives its plays.
class Run : public RunParts {
  public:
    Run(RunParts parts, RunOptions run_options)
        : RunParts(std::move(parts)), options(std::move(run_options)), workers(options.forks), start(options) {}

    const RunOptions options;
    SessionPool sessions;
    RunningTasks running;
    StatsTable stats;
    Throttle throttle;
    Workers workers;
    StartPoint start;

    /// Something that ends the run happened in a play; those beside it start nothing new.
    std::atomic<bool> broken_off = false;
    /// Before anything new starts. Throws Interrupted.
    void check() const {
        interrupt.check();
        if (broken_off) throw Interrupted();
    }

    /// Reads the inventory's sources anew (meta: refresh_inventory). Set by whoever knows them; what went wrong is
    /// thrown as DiagnosticError.
    std::function<Inventory()> read_inventory;
    /// Does so; hosts keep what is known of them.
    void refresh_inventory();

    /// The state of a host, made when it is first asked for. From any thread.
    HostState& state(const Host& host);
    /// Facts that a module found: the host knows them from now on, and later runs where they are kept.
    void learn_facts(HostState& host, const Map& facts);
    /// Hosts that the inventory does not know (delegate_to an address): made once, kept for the run.
    const Host& stranger(const std::string& name);
    /// Every host that has counted something, sorted by name.
    [[nodiscard]] std::vector<HostCounters> counters();

  private:
    std::mutex mutex_;
    std::map<const Host*, std::unique_ptr<HostState>> states_;
    std::map<std::string, std::unique_ptr<Host>> strangers_;
};

}  // namespace interpreter
