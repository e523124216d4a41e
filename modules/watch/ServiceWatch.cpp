#include "modules/watch/ServiceWatch.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/watch/Watcher.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <future>
#include <mutex>

namespace modules {

namespace {

using watch::Ending;
using watch::ServiceReport;
using watch::WatchedService;
using watch::Watcher;
using watch::WatchRules;

std::chrono::milliseconds milliseconds_of(double seconds) {
    return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

void require_sense(const ServiceWatchArguments& wanted) {
    // As long as no sum of times overflows.
    constexpr double longest = 366 * 86400.0;
    const auto require = [](bool holds, const char* what) {
        if (!holds) throw Failure(fmt::format("service_watch: {}", what));
    };
    require(wanted.duration >= 0 && wanted.duration <= longest, "\"duration\" must be between 0 and a year");
    require(wanted.interval >= 0.01 && wanted.interval <= longest, "\"interval\" must be at least 0.01");
    require(wanted.attempt_timeout >= 0.01 && wanted.attempt_timeout <= longest,
            "\"attempt_timeout\" must be at least 0.01");
    require(wanted.away_after >= 1, "\"away_after\" must be at least 1");
    require(wanted.steady >= 1, "\"steady\" must be at least 1");
    require(!wanted.until_file || wanted.duration > 0,
            "\"until_file\" ends a watch early; without \"duration\" there is one attempt only");
}

/// Lines that threads have to say, for the one that may speak.
class Lines {
  public:
    void add(const std::string& line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(line);
    }
    [[nodiscard]] std::vector<std::string> taken() {
        const std::lock_guard lock(mutex_);
        return std::exchange(lines_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<std::string> lines_;
};

/// All services asked at once, until the watch is over.
std::vector<ServiceReport> reports_of(const std::vector<WatchedService>& services, const WatchRules& rules,
                                      const ServiceWatchArguments& wanted, HostControl& control) {
    constexpr std::chrono::milliseconds between_looks{50};
    Ending ending(milliseconds_of(wanted.duration));
    Lines lines;
    std::vector<std::unique_ptr<Watcher>> watchers;
    for (const WatchedService& service : services)
        watchers.push_back(std::make_unique<Watcher>(service, rules, control, ending,
                                                     [&lines](const std::string& line) { lines.add(line); }));
    std::vector<std::future<ServiceReport>> running;
    for (const std::unique_ptr<Watcher>& watcher : watchers)
        running.push_back(std::async(std::launch::async, &Watcher::watch, watcher.get()));
    const auto tell = [&] {
        for (const std::string& line : lines.taken())
            control.tell(line);
    };
    for (std::future<ServiceReport>& one : running) {
        while (one.wait_for(between_looks) != std::future_status::ready) {
            if (wanted.until_file && control.exists(*wanted.until_file)) ending.end_now();
            tell();
        }
    }
    tell();
    std::vector<ServiceReport> reports;
    for (std::future<ServiceReport>& one : running)
        reports.push_back(one.get());
    return reports;
}

/// What is wrong with a service after the watch, if anything.
std::optional<std::string> complaint(const ServiceReport& report) {
    if (report.never_answered())
        return fmt::format("{}: {}", report.name, report.last_error.value_or("it was never asked"));
    if (report.lost.value_or(0) == 0) return std::nullopt;
    return fmt::format("{}: {} of {} acknowledged writes {} lost", report.name, *report.lost,
                       report.acknowledged, *report.lost == 1 ? "is" : "are");
}

Outcome outcome_of(const std::vector<ServiceReport>& reports) {
    Outcome outcome;
    List entries;
    std::vector<std::string> complaints;
    Plan afterwards;
    for (const ServiceReport& report : reports) {
        entries.push_back(report.to_map());
        if (const std::optional<std::string> what = complaint(report)) complaints.push_back(*what);
        afterwards.warnings.insert(afterwards.warnings.end(), report.warnings.begin(), report.warnings.end());
    }
    outcome.data.set("services", entries);
    if (!complaints.empty()) {
        complaints.insert(complaints.end(), afterwards.warnings.begin(), afterwards.warnings.end());
        outcome.failure = fmt::format("{}", fmt::join(complaints, "\n  "));
    }
    outcome.further.push_back(std::move(afterwards));
    return outcome;
}

}  // namespace

ArgumentList<ServiceWatchArguments> ServiceWatch::table() const {
    ArgumentList<ServiceWatchArguments> list;
    list.add("services", &ServiceWatchArguments::services,
             "mappings of name, kind (amqp, http, memcached, mysql, redis, tcp), hosts, and as the kind "
             "needs port, "
             "user, password, database, vhost, replicas, path, headers, status",
             {.need = Need::required})
        .add("duration", &ServiceWatchArguments::duration,
             "how long to watch, in seconds; 0: one attempt of each service")
        .add("interval", &ServiceWatchArguments::interval,
             "from the beginning of an attempt to that of the next, in seconds")
        .add("attempt_timeout", &ServiceWatchArguments::attempt_timeout,
             "how long one attempt may take, in seconds")
        .add("until_file", &ServiceWatchArguments::until_file,
             "ends the watch before its time when it exists; removed then", {.path = true})
        .add("away_after", &ServiceWatchArguments::away_after,
             "a service is away from the first of so many failures in a row")
        .add("steady", &ServiceWatchArguments::steady,
             "a service is back from the first of so many good attempts in a row")
        .add("keep", &ServiceWatchArguments::keep, "leave the table, keys and queue that were made");
    return list;
}

Plan ServiceWatch::check(const ServiceWatchArguments& wanted, const HostView& /*host*/,
                         const CallOptions& options) const {
    require_sense(wanted);
    const std::vector<WatchedService> services = watch::watched_services(wanted.services);
    Plan plan;
    if (options.check_mode) {
        plan.skipped = true;
        plan.unknown = "asking a service as a client would means writing to it, which check mode does not";
        return plan;
    }
    plan.upkeep([wanted, services](HostControl& control) {
        const WatchRules rules{.interval = milliseconds_of(wanted.interval),
                               .attempt_timeout = milliseconds_of(wanted.attempt_timeout),
                               .away_after = wanted.away_after,
                               .steady = wanted.steady,
                               .keep = wanted.keep};
        const std::vector<ServiceReport> reports = reports_of(services, rules, wanted, control);
        if (wanted.until_file) control.remove(*wanted.until_file);
        return outcome_of(reports);
    });
    return plan;
}

}  // namespace modules
