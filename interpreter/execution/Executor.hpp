#pragma once

#include "interpreter/execution/Run.hpp"
#include "interpreter/playbook/PlaybookGraph.hpp"

namespace interpreter {

/// Runs playbooks: their plays one after another or, where they say what they need, as their graph allows.
class Executor {
  public:
    explicit Executor(Run& run) : run_(run) {}

    /// Reports all that happens, the recap included, and returns the exit code.
    ExitCode run(const Playbook& playbook);
    /// Before anything runs: the graphs of its plays must have an order.
    void check(const Playbook& playbook, Diagnostics& findings);

  private:
    void run_one_after_another(const Plays& plays);
    [[nodiscard]] ExitCode exit_code();

    Run& run_;
};

}  // namespace interpreter
