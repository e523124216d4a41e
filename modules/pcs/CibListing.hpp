#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/value/Value.hpp"

namespace modules::pcs {

/// What the configuration holds, one line of text for each thing, sorted, without ids that nobody chose: two
/// clusters that mean the same give the same lines. Two lists:
///   resources:   "lb-haproxy-clone: systemd:haproxy", "galera-clone: promotable ocf:heartbeat:galera",
///                "fence-a: stonith:fence_ipmilan"
///   constraints: "order: start vip-db then start lb-haproxy-clone (Optional)",
///                "colocation: vip-redis with Promoted redis-server-clone (INFINITY)",
///                "location: vip-db on controller1 (20)", "location: vip-db where osprole eq controller (0,
///                exclusive)"
/// Constraints that `crm_resource --move` leaves are among them: they are what somebody should know of.
Map listing_of(const CibDocument& cib);

}  // namespace modules::pcs
