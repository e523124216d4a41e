#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/DifferenceList.hpp"

#include <string>

namespace modules::pcs {

/// Takes out everything that refers to a resource which is about to go: constraints, members of constraint
/// sets, tags, fencing levels. A reference to nothing would make the configuration invalid.
void remove_references(CibDocument& cib, DifferenceList& differences, const std::string& id);

/// A clone, promotable or not ("master" is how that was written once).
bool is_clone(pugi::xml_node element);

/// The id that constraints use for a resource: its clone's, or its own.
std::string outermost_id(pugi::xml_node resource);

/// Throws Failure, beginning with `where`, unless a constraint may name `id`: there is such a resource, group
/// or clone, and it is not inside a clone.
void require_constrainable(const CibDocument& cib, const std::string& id, const std::string& where);

}  // namespace modules::pcs
