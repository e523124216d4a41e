#pragma once

#include "interpreter/expression/Node.hpp"
#include "interpreter/expression/Object.hpp"

#include <compare>

namespace interpreter {

/// Python's arithmetic. Throws DiagnosticError at `position` when the operands do not fit or the result has
/// no meaning.
Value calculated(Operator operation, const Value& left, const Value& right, Position position);
Value negated(const Value& value, Position position);

/// Python's `==`, tuples included.
bool equal(const Value& left, const Value& right);
/// Python's order: numbers with numbers, text with text, lists with lists. Throws DiagnosticError otherwise.
std::partial_ordering order(const Value& left, const Value& right, std::string_view sign, Position position);
bool contains(const Value& container, const Value& item, Position position);
/// One step of a comparison.
bool compared(Operator operation, const Value& left, const Value& right, Position position);

}  // namespace interpreter
