#pragma once

#include "interpreter/yaml/YamlNode.hpp"

#include <string>
#include <string_view>

namespace interpreter {

/// Is `with_KIND` a loop? Every lookup that gives a list is one.
bool is_loop_kind(std::string_view kind);
/// What a misspelled `with_…` was meant to be.
std::string loop_kind_hint(const std::string& keyword);
/// The name and type of one entry of `loop_control`.
void check_loop_control(const YamlEntry& entry, Diagnostics& diagnostics);

}  // namespace interpreter
