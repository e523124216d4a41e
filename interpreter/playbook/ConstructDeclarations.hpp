#pragma once

#include "interpreter/playbook/ActionName.hpp"
#include "modules/module/Argument.hpp"

#include <string_view>

namespace interpreter {

/// What include_tasks, import_role, meta and so on take; null for Construct::none.
const modules::ModuleDeclaration* construct_declaration(Construct construct);

/// May this keyword stand on include_tasks and include_role? What the included tasks should inherit goes
/// below `apply:`.
bool is_legal_on_include(std::string_view keyword);

}  // namespace interpreter
