#pragma once

#include "interpreter/variables/VariableScope.hpp"
#include "interpreter/variables/Vault.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace interpreter {

struct Evaluation;

/// What an expression needs to know beside variables. Lives as long as the run; used by many threads at once.
struct Surroundings {
    /// Renders a template file for the `template` lookup. Set by whoever knows the template folder.
    /// Gives text, or a secret when one went into it.
    std::function<Value(const std::string& path, const Evaluation&)> render_file;
    const Vault* vault = nullptr;
    /// Findings that are no errors (a deprecated form) when an expression meets them.
    std::function<void(std::string message, Position position)> warn;
};

/// One evaluation: whose variables, and where files named in it are looked for.
struct Evaluation {
    const VariableScope& scope;
    const Surroundings& surroundings;
    /// Directories to search for files and templates, nearest first: the role's, then the playbook's. Each is
    /// tried as DIR/files (templates, vars) and DIR.
    std::vector<std::string> search_path = {};
};

/// How many lookups this thread has made: whoever evaluates ahead of time learns whether the world was asked.
std::uint64_t& lookups_of_this_thread();

}  // namespace interpreter
