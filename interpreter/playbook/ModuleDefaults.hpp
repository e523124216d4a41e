#pragma once

#include "interpreter/playbook/Element.hpp"
#include "interpreter/playbook/Loading.hpp"

#include <string_view>

namespace interpreter {

/// "group/mysql", "group/community.mysql.mysql": the entry speaks of every module of that kind ("mysql_…").
bool is_group_entry(std::string_view key);
/// Does an entry of module_defaults speak of the module, by its name or its group?
bool speaks_of(std::string_view key, std::string_view module);

/// One key for all ways to write it: "copy", "group/mysql".
std::string defaults_key(std::string_view written);

/// The entries of one `module_defaults:`, a mapping or a list of them, in order.
std::vector<Map::Entry> entries_of_defaults(const Value& written);

/// Does any module_defaults of the task or its parents speak of the module?
bool has_module_defaults(const Element& element, std::string_view module);

/// Unknown groups and values that are no mapping are errors, unknown modules warnings, as they may be somebody else's.
void check_module_defaults(const Element& element, Loading& loading);

}  // namespace interpreter
