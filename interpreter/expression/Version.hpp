#pragma once

#include "interpreter/expression/Call.hpp"

#include <string>

namespace interpreter {

/// The test 'version': `operation` is ==, lt, >= …; `type` is loose, strict, semver, semantic or pep440
/// (Ansible documentation, "Comparing versions"). Throws DiagnosticError where a version or an operator is
/// none.
bool versions_compare(const std::string& left, const std::string& right, const std::string& operation,
                      const std::string& type, const Call& call);

}  // namespace interpreter
