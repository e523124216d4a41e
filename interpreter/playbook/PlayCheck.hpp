#pragma once

#include "interpreter/playbook/Loading.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// Could the play's roles be put in order? A cycle of theirs has been said already.
enum class RoleOrder { known, cyclic };

/// What only a whole play tells: handlers that nobody defines, names in `needs:` that mean nothing, cycles.
void check_play(const Play& play, RoleOrder roles, Loading& loading);

/// What the element's `needs:` names; of a role, also what its meta names.
std::vector<NamedNeed> needs_of(const Element& element);

}  // namespace interpreter
