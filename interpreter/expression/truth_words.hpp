#pragma once

#include "interpreter/source/Position.hpp"

#include <optional>

namespace interpreter {

/// What Ansible takes for yes and no where a boolean is wanted: true, yes, on, y, t, 1; false, no, off, n, f,
/// 0. Nothing when it is neither.
std::optional<bool> truth_word(const Value& value);

}  // namespace interpreter
