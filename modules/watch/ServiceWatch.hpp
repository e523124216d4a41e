#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct ServiceWatchArguments {
    std::vector<Map> services;
    // Seconds.
    double duration = 0;
    double interval = 0.2;
    double attempt_timeout = 2;
    std::optional<std::string> until_file;
    std::int64_t away_after = 1;
    std::int64_t steady = 1;
    bool keep = false;
};

/// Asks services again and again as their clients would, each on a clock of its own, and tells how long each
/// was away:
///
///   - service_watch:
///       duration: 600
///       until_file: /run/drill-is-over
///       services:
///         - {name: dashboard, kind: http, hosts: [10.0.0.11], path: /auth/login/, status: [200, 302]}
///         - name: servers
///           kind: http
///           hosts: [10.0.0.12]
///           port: 8774
///           path: /v2.1/servers
///           headers: {X-Auth-Token: "{{ token }}"}
///         - name: database
///           kind: mysql
///           hosts: [10.0.0.10]
///           database: watch
///           user: watch
///           password: "{{ watch_password }}"
///
/// One attempt is: a connection (tcp), a GET (http), a row inserted and selected (mysql), a key set and got
/// (redis, memcached), a message published, confirmed and taken back (amqp). `hosts` are tried in turn within
/// one attempt, from the one that answered last, and share its time.
///
/// Gives `services`, a list of {name, attempts, failures, longest_gap, back, gaps: [{at, seconds, error}],
/// acknowledged, lost, last_error}; times in seconds, `longest_gap` null where a service did not come back,
/// `lost` null where it could not be asked at the end. A gap lasts from the beginning of the first failed
/// attempt to the beginning of the first good one.
///
/// Gaps are no failure. These are: a service that never answered; with no `duration`, one that did not
/// answer; a write that was acknowledged (mysql, amqp, and redis as far as `replicas` confirm it) and is not
/// there at the end.
///
/// It changes nothing for good: at the end it removes its table, keys and queue, named understudy_watch_…,
/// unless told to `keep` them. Of a watch that is broken off the keys and the queue go by themselves after a
/// day; the table stays. Check mode, in which nothing is written, skips it.
class ServiceWatch final : public TypedModule<ServiceWatchArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "service_watch"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Asks services as a client would, and tells how long each was away";
    }
    [[nodiscard]] ArgumentList<ServiceWatchArguments> table() const override;
    [[nodiscard]] Plan check(const ServiceWatchArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
