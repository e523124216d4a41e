#pragma once

#include "interpreter/source/Position.hpp"

#include <string_view>

namespace interpreter {

/// A plain (unquoted, untagged) scalar as YAML 1.1 resolves it in PyYAML's SafeLoader: null, boolean,
/// integer, real, else text with the position given. Dates stay text; so do integers beyond 64 bits. Source:
/// yaml.org/type (1.1) as narrowed by PyYAML's resolver (no y/n; a real needs a dot, its exponent a sign).
Value resolve_plain_scalar(std::string_view text, Position position);

/// What Python's str() makes of it: a key of a mapping is text here.
std::string key_text(const Value& scalar);

}  // namespace interpreter
