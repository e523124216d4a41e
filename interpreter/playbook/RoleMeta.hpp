#pragma once

#include "interpreter/playbook/RoleReader.hpp"

namespace interpreter {

/// What a role's meta/main.yml says beside what stands in the Role; the nodes belong to `document`.
struct RoleReader::Meta {
    std::shared_ptr<const YamlNode> document;
    const YamlNode* dependencies = nullptr;
    const YamlNode* argument_specs = nullptr;
};

}  // namespace interpreter
