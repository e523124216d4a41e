#pragma once

#include "interpreter/execution/Run.hpp"
#include "interpreter/playbook/Element.hpp"

namespace interpreter {

/// The variables of a play's `vars_prompt:`, asked for on the terminal, and where there is none (or nothing was typed)
/// with their defaults. Extra variables are not asked for. Null when there are none.
/// Throws DiagnosticError for a default or a way to encrypt that cannot be evaluated.
Variables prompted_variables(Run& run, const Play& play, const VariableScope& scope);

}  // namespace interpreter
