#pragma once

#include <string_view>

namespace interpreter {

/// ASCII letters, digits and `_`, no digit first, and no word that Python keeps for itself: what Ansible
/// takes for the name of a variable ("Creating valid variable names").
bool is_variable_name(std::string_view name);

/// What to say to someone who used another.
inline constexpr std::string_view variable_name_hint =
    "letters, digits and '_' only, not beginning with a digit, and no Python keyword";

}  // namespace interpreter
