#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// What an environment variable holds; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

/// That of this process.
Environment process_environment();

/// One line "key = value" of ansible.cfg.
struct ConfigurationEntry {
    std::string section;
    /// In small letters, as Ansible compares them.
    std::string key;
    std::string value;
    Position key_position;
    Position value_position;
};

/// The file in use: that of ANSIBLE_CONFIG, ansible.cfg here (unless everybody may write to this directory, which is
/// warned of), ~/.ansible.cfg, or /etc/ansible/ansible.cfg; empty when there is none.
std::string configuration_path(const Environment& environment, Diagnostics& diagnostics);

/// What Python's ConfigParser reads, as Ansible sets it up: "key = value" and "key: value", `#` and `;` at the start
/// of a line and `;` after a blank begin a comment, deeper lines go on with the value before them. Mistakes go to
/// `diagnostics`: no section, no key, a section or key that stands twice.
std::vector<ConfigurationEntry> read_configuration(const SourceFiles& files, std::uint32_t file,
                                                   Diagnostics& diagnostics);

}  // namespace interpreter
