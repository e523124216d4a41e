#pragma once

#include "interpreter/inventory/InventoryBuilder.hpp"
#include "interpreter/yaml/YamlNode.hpp"

#include <cstdint>

namespace interpreter {

/// Reads an inventory in YAML form: groups with `hosts`, `children` and `vars`, nested. Source: Ansible,
/// plugin `yaml`.
void read_yaml_inventory(const SourceFiles& files, std::uint32_t file, const Decrypt& decrypt,
                         InventoryBuilder& builder);

}  // namespace interpreter
