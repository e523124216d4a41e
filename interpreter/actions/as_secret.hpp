#pragma once

#include "interpreter/source/Position.hpp"

namespace interpreter {

/// The value with every text in it made a secret: what `no_log` means for variables (set_fact, include_vars) and for
/// arguments of a role.
Value as_secret(const Value& value);

}  // namespace interpreter
