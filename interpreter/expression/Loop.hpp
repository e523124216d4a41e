#pragma once

#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/source/Position.hpp"

#include <string_view>

namespace interpreter {

/// The items of a `with_KIND:` loop ("items", "dict", "first_found", …), from its terms as rendered. What the
/// older forms do on top of their lookups is done here: one value stands for a list of one, `with_items`
/// opens lists inside the list. Throws DiagnosticError at `position`.
List loop_items(std::string_view kind, const Value& rendered_terms, const Evaluation& evaluation,
                Position position = {});

}  // namespace interpreter
