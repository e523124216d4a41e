#pragma once

#include <string>

namespace interpreter {

/// The picture of a graph in Graphviz's language, made by its program `dot`. Throws DiagnosticError when that is not
/// there or fails.
std::string svg_of(const std::string& dot_text);

}  // namespace interpreter
