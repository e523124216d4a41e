#include "interpreter/execution/Executor.hpp"

#include "interpreter/execution/PlannedGraph.hpp"
#include "interpreter/execution/PlayTurn.hpp"
#include "interpreter/execution/PlaysAtOnce.hpp"

namespace interpreter {

ExitCode Executor::run(const Playbook& playbook) {
    ExitCode ended = ExitCode::done;
    try {
        if (says_needs(playbook.plays))
            PlaysAtOnce(run_, playbook.plays).run();
        else
            run_one_after_another(playbook.plays);
    } catch (const Interrupted&) {
        ended = ExitCode::interrupted;
    } catch (const DiagnosticError& error) {
        run_.reporter.finding(error.diagnostic());
        ended = ExitCode::not_set_up;
    }
    run_.reporter.custom_stats(run_.stats.all());
    run_.reporter.finished(run_.counters());
    return ended != ExitCode::done ? ended : exit_code();
}

void Executor::run_one_after_another(const Plays& plays) {
    for (const std::unique_ptr<Play>& play : plays) {
        run_.interrupt.check();
        PlayTurn turn(run_, *play, prompted_for(run_, *play));
        turn.take();
        if (turn.breaks_run()) return;
    }
}

void Executor::check(const Playbook& playbook, Diagnostics& findings) {
    for (const std::unique_ptr<Play>& play : playbook.plays) {
        if (!runs_as_graph(*play)) continue;
        Diagnostics found;
        const PlannedGraph graph(run_, *play, found);
        // What patterns match, add_host and group_by may change before the play's turn.
        for (const Diagnostic& finding : found.all())
            if (finding.severity == Severity::error) findings.add(finding);
    }
}

ExitCode Executor::exit_code() {
    bool failed = false;
    bool unreachable = false;
    for (const HostCounters& counters : run_.counters()) {
        failed = failed || counters.failed > 0 || counters.blocked > 0;
        unreachable = unreachable || counters.unreachable > 0;
    }
    if (unreachable) return ExitCode::unreachable_or_unparsable;
    return failed ? ExitCode::host_failed : ExitCode::done;
}

}  // namespace interpreter
