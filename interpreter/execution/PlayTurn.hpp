#pragma once

#include "interpreter/execution/PlayVariables.hpp"
#include "interpreter/playbook/Element.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// One play's turn: who its hosts are, and the play on them, batch by batch, by its strategy.
class PlayTurn {
  public:
    /// `prompted` is what its `vars_prompt:` gave.
    PlayTurn(Run& run, const Play& play, Variables prompted)
        : run_(run), play_(play), prompted_(std::move(prompted)) {}

    /// Others may run beside it. `state` gives its view of a host; `found` is called with the play's name and
    /// its hosts before anything runs on them.
    using Found = std::function<void(const std::string& name, const std::vector<HostState*>& hosts)>;
    void beside_others(std::function<HostState&(const Host&)> state, Found found);
    /// Output says in each line which play it is about.
    void say_name() { says_name_ = true; }

    /// Reports all that happens. Throws Interrupted, and DiagnosticError for what ends the whole run.
    void take();

    /// Did a failure end not only this play but all that comes after it (any_errors_fatal, a batch lost as a
    /// whole)?
    [[nodiscard]] bool breaks_run() const { return breaks_run_; }
    /// The hosts that the play had.
    [[nodiscard]] const std::vector<HostState*>& hosts() const { return hosts_; }
    /// The task at which a host was lost in this turn; null when it was at none.
    [[nodiscard]] const TaskLabel* lost_at(const HostState& host) const;

  private:
    [[nodiscard]] std::vector<const Host*> matched_hosts() const;
    [[nodiscard]] std::string name() const;
    void run_batch(PlayVariables& variables, const std::vector<HostState*>& batch, const std::string& name);

    Run& run_;
    const Play& play_;
    Variables prompted_;
    bool says_name_ = false;
    std::function<HostState&(const Host&)> state_;
    Found found_;
    std::vector<HostState*> hosts_;
    std::map<const HostState*, TaskLabel> lost_at_;
    bool breaks_run_ = false;
};

/// What a play's `vars_prompt:` gives, asked for now. Null when there is none.
Variables prompted_for(Run& run, const Play& play);

/// The hosts of a play: its pattern (rendered with extra variables), less what `--limit` leaves out, in
/// `order:`.
std::vector<const Host*> hosts_of(const Play& play, const Inventory& inventory, const RunOptions& options,
                                  const Surroundings& surroundings, Diagnostics& findings,
                                  const Variables& prompted = nullptr);

}  // namespace interpreter
