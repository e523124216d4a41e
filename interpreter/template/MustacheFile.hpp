#pragma once

#include "interpreter/template/Template.hpp"

namespace interpreter {

/// A `.mustache` file (mustache(5)), through mstch, strictly: names that are not defined, partials that are
/// not there, sections that are not closed and lists written as text are errors with their place. Nothing is
/// escaped. A section runs for each item of a list, once for anything else that is true; null, false, 0, ""
/// and an empty list or mapping are false. Partials are looked for beside the file as NAME.mustache, then as
/// NAME. Throws DiagnosticError.
RenderedFile render_mustache_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation);
NamesRead names_in_mustache_file(const std::string& path, SourceFiles& files);
void check_mustache_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics);

}  // namespace interpreter
