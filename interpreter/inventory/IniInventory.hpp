#pragma once

#include "interpreter/inventory/InventoryBuilder.hpp"

#include <cstdint>

namespace interpreter {

/// Reads an inventory in INI form: host lines, [group], [group:children], [group:vars].
/// Values are Python literals where they can be, else text. Source: Ansible, plugin `ini`.
void read_ini_inventory(const SourceFiles& files, std::uint32_t file, InventoryBuilder& builder);

}  // namespace interpreter
