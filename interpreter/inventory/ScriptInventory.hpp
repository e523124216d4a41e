#pragma once

#include "interpreter/inventory/InventoryBuilder.hpp"

#include <string>

namespace interpreter {

/// Runs `PATH --list` (and `PATH --host NAME` for each host when there is no `_meta`) and reads the JSON that
/// it prints. Source: Ansible, "Developing dynamic inventory", "Inventory script conventions".
void read_script_inventory(SourceFiles& files, const std::string& path, InventoryBuilder& builder);

}  // namespace interpreter
