#pragma once

#include "interpreter/execution/Run.hpp"
#include "interpreter/playbook/Element.hpp"

namespace interpreter {

/// Runs playbooks, play by play and batch by batch.
class Executor {
  public:
    explicit Executor(Run& run) : run_(run) {}

    /// Reports all that happens, the recap included, and returns the exit code.
    ExitCode run(const Playbook& playbook);
    /// Before anything runs: the graphs of its plays must have an order.
    void check(const Playbook& playbook, Diagnostics& findings);

  private:
    /// Does the run go on after a play?
    enum class After { next_play, stop };

    After run_play(const Play& play);
    [[nodiscard]] ExitCode exit_code();

    Run& run_;
};

/// The hosts of a play: its pattern (rendered with extra variables), less what `--limit` leaves out, in `order:`.
std::vector<const Host*> hosts_of(const Play& play, const Inventory& inventory, const RunOptions& options,
                                  const Surroundings& surroundings, Diagnostics& findings,
                                  const Variables& prompted = nullptr);

}  // namespace interpreter
