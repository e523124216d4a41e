#pragma once

#include "interpreter/playbook/ActionReader.hpp"
#include "modules/module/Argument.hpp"

namespace interpreter {

/// Holds what was written against what the action takes: names, literal values, what is required. Templates
/// are left for the run. Errors in `findings`, warnings for what is odd but works (a mode without its leading
/// zero).
void check_arguments(const WrittenAction& action, const modules::ModuleDeclaration& declaration,
                     Diagnostics& findings);

}  // namespace interpreter
