#include "modules/pcs/ResourceWait.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/pcs/ClusterStatus.hpp"
#include "modules/pcs/ResourceTargets.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

namespace modules::pcs {

namespace {

using Teller = std::function<void(const std::string&)>;

[[noreturn]] void give_up(const std::vector<std::string>& missing, const ClusterStatus& status,
                          std::chrono::seconds limit, const std::string& words) {
    const std::vector<std::string> failures = status.failures();
    List still_missing;
    for (const std::string& line : missing)
        still_missing.push_back(line);
    Map data = status.data();
    data.set("missing", still_missing);
    throw Failure(
        fmt::format("after {} s the cluster has not reached what was asked for:\n  {}{}", limit.count(),
                    fmt::join(missing, "\n  "),
                    failures.empty()
                        ? std::string("\nno action failed; see \"crm_mon -1\" for what it waits for")
                        : fmt::format("\nfailed actions:\n  {}", fmt::join(failures, "\n  "))) +
            words,
        data);
}

void poll(const HostView& host, const CibDocument& cib, const std::vector<std::string>& ids, double deadline,
          std::chrono::seconds limit, const Teller& tell) {
    while (true) {
        const ClusterStatus status = ClusterStatus::read(host);
        const std::vector<std::string> missing = missing_targets(resource_targets(cib, status, ids), status);
        if (missing.empty()) return;
        if (host.now() >= deadline) give_up(missing, status, limit, last_words(host, cib, ids, status));
        tell(fmt::format("{}", fmt::join(missing, "; ")));
        host.pause(std::chrono::seconds(1));
    }
}

}  // namespace

std::string last_words(const HostView& host, const CibDocument& cib, const std::vector<std::string>& ids,
                       const ClusterStatus& status) {
    if (!host.find_program("journalctl")) return {};
    std::string words;
    for (const std::string& id : ids) {
        const bool failed =
            std::any_of(status.failed_actions.begin(), status.failed_actions.end(),
                        [&](const FailedAction& action) { return action.operation.starts_with(id + "_"); });
        const pugi::xml_node primitive = cib.find(id);
        if (!failed || std::string_view(primitive.attribute("class").value()) != "systemd") continue;
        const std::string unit = primitive.attribute("type").value();
        const ProcessResult journal = host.query(
            {"journalctl", {"--no-pager", "--output=cat", "--lines=8", "--unit", unit}, {}, {}, {}, {}, {}});
        if (!journal.output.empty())
            words += fmt::format("\nthe last words of {} on this host:\n{}", unit, journal.output);
    }
    return words;
}

void wait_for_targets(HostControl& host, const std::vector<std::string>& ids, std::chrono::seconds limit) {
    const double deadline = host.now() + static_cast<double>(limit.count());
    // Until the cluster has nothing left to do: right after a push everything may still look as it did
    // before.
    static_cast<void>(host.run(
        {"crm_resource", {"--wait", fmt::format("--timeout={}", limit.count())}, {}, {}, {}, {}, {}}));
    poll(host, CibDocument(read_cib(host)), ids, deadline, limit,
         [&](const std::string& progress) { host.tell(progress); });
}

void look_at_targets(const HostView& host, const CibDocument& cib, const std::vector<std::string>& ids,
                     std::chrono::seconds limit, const CallOptions& options, Plan& plan) {
    if (ids.empty()) return;
    if (!options.check_mode) {
        poll(host, cib, ids, host.now() + static_cast<double>(limit.count()), limit,
             [](const std::string&) {});
        return;
    }
    const ClusterStatus status = ClusterStatus::read(host);
    for (const std::string& line : missing_targets(resource_targets(cib, status, ids), status))
        plan.warnings.push_back(line);
}

}  // namespace modules::pcs
