#pragma once

#include "modules/mysql/Login.hpp"

namespace modules {

struct GaleraStateArguments : mysql::Login {
    std::optional<std::string> wait_for;
    std::optional<std::int64_t> wait_for_size;
    // Seconds.
    std::int64_t timeout = 300;
    std::string datadir = "/var/lib/mysql";
    bool recover = false;
    std::string user = "mysql";
};

/// What a node of a Galera cluster is, as data; where a state is named, waits for it. Of a node that does not
/// run the data directory tells, and with `recover` the server itself, started for that alone: it brings its
/// files in order as every start after a crash would, and tells the position it reached. Changes nothing
/// else.
///
/// The result, null where it cannot be known:
///   running                  a server answers
///   local_state_comment, local_state, cluster_status, cluster_size, cluster_conf_id, cluster_state_uuid,
///   local_state_uuid, ready, connected, incoming_addresses (a list), last_committed, local_index,
///   local_recv_queue, flow_control_paused, provider_version         the status variables wsrep_… of a server
///   that runs uuid, seqno              its position: of one that runs the present one, else that of
///   grastate.dat, or the recovered safe_to_bootstrap        what grastate.dat says of a node that does not
///   run state_transfer_aborted   it does not run, and a state transfer to it was not completed: its data is
///   no good view                     with `recover`: what gvwstate.dat holds (my_uuid, view_id, bootstrap,
///   members) recovered                with `recover`: whether uuid and seqno come from the server's own
///   recovery
/// https://galeracluster.com/library/documentation/galera-status-variables.html
class GaleraState final : public TypedModule<GaleraStateArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "galera_state"; }
    [[nodiscard]] std::string_view summary() const override {
        return "The state of a node of a Galera cluster as data; waits for a state where one is named";
    }
    [[nodiscard]] ArgumentList<GaleraStateArguments> table() const override;
    [[nodiscard]] Plan check(const GaleraStateArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
