#pragma once

#include "interpreter/report/Reporter.hpp"

namespace interpreter {

/// A result as a person gets it: sorted by key, without what nobody asked to see at this verbosity.
Value shown_result(const Outcome& outcome, int verbosity);
/// With the keys of every mapping inside in order, as Python's json.dumps(sort_keys=True) has them.
Value sorted_deeply(const Value& value);

}  // namespace interpreter
