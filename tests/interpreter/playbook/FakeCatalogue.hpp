#pragma once

#include "interpreter/playbook/PlaybookLoader.hpp"

namespace interpreter {

/// A dozen modules and actions, modelled on the real ones.
const ActionCatalogue& fake_catalogue();

}  // namespace interpreter
