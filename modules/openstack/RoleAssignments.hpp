#pragma once

#include "modules/openstack/ResourcePlan.hpp"

namespace modules::openstack {

/// The entries of a list of role assignments, judged. Throws Failure.
std::vector<Entry> read_role_assignments(const List& list);

/// Plans those that are missing, and removes those that are to be absent.
void plan_role_assignments(const std::vector<Entry>& entries, ResourcePlan& plan);

}  // namespace modules::openstack
