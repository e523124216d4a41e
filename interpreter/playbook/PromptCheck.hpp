#pragma once

#include "interpreter/playbook/Element.hpp"
#include "interpreter/playbook/Loading.hpp"

namespace interpreter {

/// Holds a play's vars_prompt against what each entry may say.
void check_prompts(const Play& play, Loading& loading);

}  // namespace interpreter
