#pragma once

#include "interpreter/playbook/Element.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

struct ActionCatalogue;

/// Without the prefix of a collection whose modules are built in: "ansible.builtin.copy" is "copy". A name of
/// another collection stays as it is.
std::string canonical_action(std::string_view name);

/// What the loader itself understands, beside modules and actions.
enum class Construct { none, meta, include_tasks, include_role, import_tasks, import_role, include };
Construct construct_of(std::string_view canonical);

/// Is there something of that name to be run?
bool is_action(std::string_view canonical, const ActionCatalogue& catalogue);

/// May this be a module of a collection that is not built in? By its prefix, or because Ansible leads the short name
/// into a collection: `win_service`, `seboolean`.
bool may_be_elsewhere(std::string_view name);

/// Modules that take their text as a command line, with a few options between: command, shell, raw, script.
bool takes_command_line(std::string_view canonical);

}  // namespace interpreter
