#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A Python package as it was asked for (PEP 508): name[extra]>=1.0; or an address, a path, a version
/// control's URL.
struct PythonRequirement {
    std::string written;
    /// In small letters with hyphens, as PEP 503 compares names; empty for what is no name.
    std::string name;
    std::string comparisons;

    [[nodiscard]] bool is_named() const { return !name.empty(); }
};

PythonRequirement python_requirement(std::string_view written);

/// Requirements in a list in which commas may have torn comparisons apart: "a>1", "<2", "b" → "a>1,<2", "b".
std::vector<PythonRequirement> python_requirements(const std::vector<std::string>& written);

/// PEP 503: Zope.Interface_x → zope-interface-x.
std::string python_name(std::string_view name);

}  // namespace modules
