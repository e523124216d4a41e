#pragma once

#include "modules/value/Position.hpp"
#include "modules/value/Value.hpp"

namespace interpreter {

using modules::Kind;
using modules::List;
using modules::Map;
using modules::Position;
using modules::Value;

}  // namespace interpreter
