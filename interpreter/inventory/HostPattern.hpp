#pragma once

#include "interpreter/inventory/Inventory.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// A choice of hosts: names, globs, ~regular expressions, groups with slices (`web[0]`, `web[1:3]`), joined
/// by `:` or
/// `,`, with `&` for "and also in" and `!` for "but not in"; `@file` (of --limit) reads names.
/// Ansible, "Patterns: targeting hosts and groups".
class HostPattern {
  public:
    /// Throws DiagnosticError for a regular expression or slice that cannot be read.
    explicit HostPattern(std::string_view text, Position position = {});

    /// In the inventory's order (a list of names: in the order of the names), each once.
    /// A part that matches nothing is a warning in `diagnostics`.
    [[nodiscard]] std::vector<const Host*> match(const Inventory& inventory, Diagnostics& diagnostics) const;

  private:
    struct Part {
        char sign = 0;
        std::string text;
    };
    std::vector<Part> parts_;
    Position position_;
};

}  // namespace interpreter
