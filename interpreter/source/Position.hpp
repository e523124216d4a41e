#pragma once

#include "modules/value/Position.hpp"
#include "modules/value/Value.hpp"

#include <cstddef>
#include <string_view>

namespace interpreter {

using modules::Kind;
using modules::List;
using modules::Map;
using modules::Position;
using modules::Value;

/// The place of `text[offset]` where `text` was written from `start` on: columns count characters, not bytes,
/// and a line after the first begins in the column of the first (as in a YAML block).
Position advanced(Position start, std::string_view text, std::size_t offset);

}  // namespace interpreter
