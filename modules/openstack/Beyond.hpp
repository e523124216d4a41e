#pragma once

#include "modules/openstack/ResourcePlan.hpp"

namespace modules::openstack {

// What belongs to things beyond the attributes that a table can describe. Each gets an entry, how its service
// describes the thing now (nothing: it is yet to be made), and plans what differs.

/// `extra_specs` of flavors and volume types, as a whole; `place` is what the service calls them in its
/// addresses.
void plan_extra_specs(const Entry& entry, const std::optional<Value>& present, const std::string& place,
                      ResourcePlan& plan);

/// A router's gateway (`network`, `enable_snat`, `external_fixed_ips`) and the subnets it is in
/// (`interfaces`, as a whole). A router that goes leaves its subnets first.
void plan_router(const Entry& entry, const std::optional<Value>& present, ResourcePlan& plan);

/// An image's `properties`, and its data from a file of the host (`filename`), which is read in pieces. An
/// image that has data already keeps it: other data is a Failure.
void plan_image(const Entry& entry, const std::optional<Value>& present, const HostView& host,
                ResourcePlan& plan);

/// The keys that these read.
const std::vector<Attribute>& keys_beyond(std::string_view list);

}  // namespace modules::openstack
