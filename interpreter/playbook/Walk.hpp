#pragma once

#include "interpreter/playbook/Element.hpp"

#include <functional>
#include <vector>

namespace interpreter {

/// Calls `visit` with every block and task of a list and below, in order.
void walk(const std::vector<BlockItem>& items, const std::function<void(const Element&)>& visit);
/// The same for a play: itself, its sections, roles and handlers.
void walk(const Play& play, const std::function<void(const Element&)>& visit);

}  // namespace interpreter
