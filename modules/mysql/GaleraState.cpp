#include "modules/mysql/GaleraState.hpp"

#include "modules/mysql/GaleraFiles.hpp"
#include "modules/mysql/GaleraLook.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace modules {

namespace {

using namespace mysql;

constexpr std::chrono::milliseconds between_looks{500};

Outcome wait_for_state(HostControl& control, const GaleraStateArguments& wanted) {
    const double deadline = control.now() + static_cast<double>(wanted.timeout);
    std::string told;
    while (true) {
        const Map node = look_at_node(wanted, control);
        const std::string missing = fmt::format("{}", fmt::join(unmet(wanted, node), "; "));
        if (missing.empty()) return {node, {}, {}};
        if (control.now() >= deadline)
            throw Failure(fmt::format("after {} s: {}", wanted.timeout, missing), node);
        if (missing != told) control.tell(missing);
        told = missing;
        control.pause(between_looks);
    }
}

Outcome recover_position(HostControl& control, const GaleraStateArguments& wanted) {
    const std::string program = control.find_program("mariadbd") ? "mariadbd" : "mysqld";
    control.tell(fmt::format("{} recovers its position from {}", program, wanted.datadir));
    const ProcessResult result = run_or_fail(
        control, {.program = program,
                  .arguments = {"--user=" + wanted.user, "--datadir=" + wanted.datadir, "--wsrep-recover",
                                // Else an option file could send what is asked for elsewhere.
                                "--disable-log-error"}});
    const std::optional<GaleraPosition> position = recovered_position(result.error + result.output);
    if (!position)
        throw Failure(fmt::format(
            "{} --wsrep-recover told no position: is wsrep_on set in its option files, and is {} its "
            "data directory?",
            program, wanted.datadir));
    return {Map{{"uuid", position->uuid}, {"seqno", position->seqno}, {"recovered", true}}, {}, {}};
}

}  // namespace

ArgumentList<GaleraStateArguments> GaleraState::table() const {
    using A = GaleraStateArguments;
    ArgumentList<A> list;
    list.add("wait_for", &A::wait_for,
             "the wsrep_local_state_comment to wait for: Synced, Donor/Desynced, …; Synced also waits for a "
             "primary "
             "component")
        .add("wait_for_size", &A::wait_for_size, "how many nodes the cluster must have at least")
        .add("timeout", &A::timeout, "how long to wait at most, in seconds; 0: it must be so now")
        .add("datadir", &A::datadir, "the data directory, read when no server answers", {.path = true})
        .add("recover", &A::recover,
             "of a server that does not run and did not stop orderly: have it recover its position")
        .add("user", &A::user, "the user whom the server runs as, for that");
    add_login(list);
    return list;
}

Plan GaleraState::check(const GaleraStateArguments& wanted, const HostView& host,
                        const CallOptions& options) const {
    if (wanted.recover && (wanted.wait_for || wanted.wait_for_size))
        throw Failure("\"recover\" asks a node that does not run, \"wait_for\" one that does: they cannot "
                      "both be given");
    Plan plan;
    plan.data = look_at_node(wanted, host);
    if (wanted.recover && needs_recovery(plan.data)) {
        if (options.check_mode) {
            plan.unknown =
                "the position is known to the server alone, and check mode does not start it to recover";
            return plan;
        }
        plan.upkeep([wanted](HostControl& control) { return recover_position(control, wanted); });
        return plan;
    }
    const std::vector<std::string> missing = unmet(wanted, plan.data);
    if (missing.empty()) return plan;
    if (options.check_mode) {
        plan.unknown = fmt::format("{}", fmt::join(missing, "; "));
        return plan;
    }
    plan.upkeep([wanted](HostControl& control) { return wait_for_state(control, wanted); });
    return plan;
}

}  // namespace modules
