#pragma once

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/JinjaTemplate.hpp"

#include <string>

namespace interpreter {

struct RenderedFile {
    std::string text;
    /// A secret went into it.
    bool secret = false;
    /// The text with dots in the place of each secret; empty where the file itself was a vault's.
    std::string shown = {};
};

/// A template file on the control side, rendered. Chosen by suffix: `.mustache` is Mustache (strict: an
/// undefined name, a missing partial or an unclosed section is an error with its place), all else is Jinja, read
/// in the given style. Throws DiagnosticError.
RenderedFile render_template_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation,
                                  const TemplateStyle& style = template_file_style());

/// The variables that it reads; nothing of a file that cannot be read.
NamesRead names_in_template_file(const std::string& path, SourceFiles& files);

/// Its syntax only, before a run: mistakes go to `diagnostics`.
void check_template_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics);

}  // namespace interpreter
