#pragma once

#include "interpreter/actions/Action.hpp"

namespace interpreter {

// One source file each; the table that names them is registry.cpp.
ActionResult run_assert(const ActionCall& call);
ActionResult run_copy(const ActionCall& call);
ActionResult run_debug(const ActionCall& call);
ActionResult run_fail(const ActionCall& call);
ActionResult run_include_vars(const ActionCall& call);
ActionResult run_pause(const ActionCall& call);
ActionResult run_set_fact(const ActionCall& call);
ActionResult run_set_stats(const ActionCall& call);
ActionResult run_template(const ActionCall& call);
ActionResult run_validate_argument_spec(const ActionCall& call);

}  // namespace interpreter
