#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Hosts as an inventory names them: `web[01:10:2].example.org:2222` is five names and a port.
struct NamedHosts {
    std::vector<std::string> names;
    std::optional<int> port;
};

/// Throws DiagnosticError that points into the text, which stands at `position`. Source: Ansible, "How to
/// build your inventory", "Adding ranges of hosts".
NamedHosts expand_hosts(std::string_view text, Position position);

}  // namespace interpreter
