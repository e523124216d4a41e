#include "modules/pcs/PcsStonithFence.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace modules {

namespace {

using namespace pcs;

std::string word_of(FenceAction action) {
    return Field<FenceAction>::to(action).as_text();
}

/// "2026-11-22 08:54:24Z" or "2026-11-22 08:54:24.123456 +01:00", in seconds since the epoch.
std::optional<double> time_of(const std::string& text) {
    std::tm parts{};
    const char* rest = strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &parts);
    if (rest == nullptr) return std::nullopt;
    std::string_view zone(rest);
    zone.remove_prefix(std::min(zone.find_first_of("Z+-"), zone.size()));
    double offset = 0;
    if (zone.size() >= 6 && zone.front() != 'Z') {
        const int hours = std::atoi(std::string(zone.substr(1, 2)).c_str());
        const int minutes = std::atoi(std::string(zone.substr(4, 2)).c_str());
        offset = (hours * 3600 + minutes * 60) * (zone.front() == '-' ? -1 : 1);
    }
    return static_cast<double>(timegm(&parts)) - offset;
}

std::vector<FencingEvent> successes(const HostView& host, const std::string& node,
                                    const std::string& action) {
    // Without --verbose only the latest fencing of each kind is listed.
    const ProcessResult answer =
        host.query({"stonith_admin", {"--history", node, "--verbose", "--output-as=xml"}, {}, {}, {}, {}, {}});
    if (answer.status == 127)
        throw ClusterNotRunning("Pacemaker is not installed here: there is no stonith_admin");
    if (answer.status == 102) throw ClusterNotRunning("the cluster does not run here");
    std::vector<FencingEvent> events = fencing_events(answer.output);
    std::erase_if(events, [&](const FencingEvent& event) {
        return event.status != "success" || event.target != node || event.action != action;
    });
    return events;
}

Map data_of(const FencingEvent& event) {
    return {{"action", event.action},
            {"target", event.target},
            {"delegate", event.delegate},
            {"completed", event.completed}};
}

Outcome fence(HostControl& host, const PcsStonithFenceArguments& wanted) {
    const std::string action = word_of(wanted.action);
    const std::size_t before = successes(host, wanted.node, action).size();
    host.tell(fmt::format("fencing {} ({})", wanted.node, action));
    const ProcessResult result =
        host.run({"stonith_admin",
                  {"--" + action, wanted.node, fmt::format("--timeout={}", wanted.timeout)},
                  {},
                  {},
                  {},
                  {},
                  {}});
    if (!result.ok())
        throw Failure(fmt::format("{} could not be fenced ({}): stonith_admin ended with {}: {}", wanted.node,
                                  action, result.status,
                                  result.error.empty() ? result.output : result.error));
    const double deadline = host.now() + 30;
    while (true) {
        const std::vector<FencingEvent> events = successes(host, wanted.node, action);
        if (events.size() > before) {
            const auto latest = std::max_element(events.begin(), events.end(),
                                                 [](const FencingEvent& left, const FencingEvent& right) {
                                                     return left.completed < right.completed;
                                                 });
            Outcome outcome;
            outcome.data = {{"fencing", data_of(*latest)}};
            return outcome;
        }
        if (host.now() >= deadline)
            throw Failure(fmt::format(
                "stonith_admin said that {} was fenced, but the fencing history has no such event",
                wanted.node));
        host.pause(std::chrono::seconds(1));
    }
}

}  // namespace

ArgumentList<PcsStonithFenceArguments> PcsStonithFence::table() const {
    using A = PcsStonithFenceArguments;
    ArgumentList<A> list;
    list.add("name", &A::node, "The node.", {.need = Need::required})
        .add("action", &A::action, "reboot, off or on.")
        .add("unless_proved_within", &A::unless_proved_within,
             "Do nothing if the history has such a fencing, done within so many seconds; 0: fence in any "
             "case.")
        .add("timeout", &A::timeout, "Seconds that fencing may take.");
    return list;
}

Plan PcsStonithFence::check(const PcsStonithFenceArguments& wanted, const HostView& host,
                            const CallOptions& options) const {
    Plan plan;
    const std::string action = word_of(wanted.action);
    try {
        for (const FencingEvent& event : successes(host, wanted.node, action)) {
            const std::optional<double> completed = time_of(event.completed);
            if (!completed || host.now() - *completed > static_cast<double>(wanted.unless_proved_within))
                continue;
            plan.data = {{"fencing", data_of(event)}};
            if (wanted.unless_proved_within > 0) return plan;
        }
    } catch (const ClusterNotRunning& reason) {
        if (!options.check_mode) throw;
        plan.unknown = reason.what();
        return plan;
    }
    plan.change({"node " + wanted.node, Value(), Map{{"fenced", action}}},
                [wanted](HostControl& control) { return fence(control, wanted); });
    return plan;
}

}  // namespace modules
