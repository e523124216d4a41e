#pragma once

#include <string>
#include <vector>

namespace interpreter {

/// Directories in which a role may stand, in order.
struct RoleSearch {
    std::string playbook_directory;
    std::vector<std::string> roles_path;
    /// Where the role stands whose dependency is looked for; empty without one.
    std::string beside;

    [[nodiscard]] std::vector<std::string> directories() const;
    /// The role's directory; empty when it is nowhere.
    [[nodiscard]] std::string find(const std::string& name) const;
};

/// `directory`/`name`, with .yml, .yaml, .json or as it is; empty when there is none.
std::string find_yaml_file(const std::string& directory, const std::string& name);

}  // namespace interpreter
