#pragma once

#include "interpreter/playbook/PlaybookLoader.hpp"

namespace interpreter {

/// Every module and action that this program has.
const ActionCatalogue& action_catalogue();

}  // namespace interpreter
