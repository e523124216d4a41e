#pragma once

#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/variables/VariableScope.hpp"
#include "interpreter/variables/Vault.hpp"
#include "interpreter/yaml/YamlNode.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace interpreter {

/// Reads variable files (YAML or JSON, perhaps vaulted), each once as long as it stays the same. May be used by many threads at once.
class VariableFiles {
  public:
    VariableFiles(SourceFiles& files, const Vault& vault) : files_(files), vault_(vault) {}

    /// One file. Mistakes go to `diagnostics` (not a mapping, an invalid name, duplicate keys …).
    Variables load(const std::string& path, Diagnostics& diagnostics, Position asked_at = {});
    /// `base`, base.yml, base.yaml, base.json, or every file below the directory `base`, in order
    /// (group_vars/NAME). Nothing there: an empty map.
    Variables load_any(const std::string& base, Diagnostics& diagnostics);
    /// The variables of a mapping node (`vars:`).
    Variables from_node(const YamlNode& node, Diagnostics& diagnostics) const;

    [[nodiscard]] Decrypt decrypt() const;
    [[nodiscard]] SourceFiles& files() const { return files_; }

  private:
    SourceFiles& files_;
    const Vault& vault_;
    std::mutex mutex_;
    /// By the number of the text as it was read.
    std::unordered_map<std::uint32_t, Variables> loaded_;
};

}  // namespace interpreter
