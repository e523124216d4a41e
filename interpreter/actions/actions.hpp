#pragma once

#include "interpreter/actions/Action.hpp"

namespace interpreter {

// One source file each; the table that names them is registry.cpp.
ActionResult run_add_host(const ActionCall& call);
ActionResult run_assemble(const ActionCall& call);
ActionResult run_assert(const ActionCall& call);
ActionResult run_copy(const ActionCall& call);
ActionResult run_debug(const ActionCall& call);
ActionResult run_fail(const ActionCall& call);
ActionResult run_fetch(const ActionCall& call);
ActionResult run_group_by(const ActionCall& call);
ActionResult run_include_vars(const ActionCall& call);
ActionResult run_pause(const ActionCall& call);
ActionResult run_raw(const ActionCall& call);
ActionResult run_reboot(const ActionCall& call);
ActionResult run_script(const ActionCall& call);
ActionResult run_set_fact(const ActionCall& call);
ActionResult run_set_stats(const ActionCall& call);
ActionResult run_template(const ActionCall& call);
ActionResult run_unarchive(const ActionCall& call);
ActionResult run_validate_argument_spec(const ActionCall& call);
ActionResult run_wait_for_connection(const ActionCall& call);

}  // namespace interpreter
