#pragma once

#include "interpreter/template/Template.hpp"

namespace interpreter {

/// A `.j2` file: Jinja's expressions and statements, `include` and `import` included. Names of other
/// templates are looked for beside it, then in DIR/templates and DIR of the search path. Throws
/// DiagnosticError.
RenderedFile render_jinja_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation,
                               const TemplateStyle& style);
NamesRead names_in_jinja_file(const std::string& path, SourceFiles& files);
void check_jinja_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics);

}  // namespace interpreter
