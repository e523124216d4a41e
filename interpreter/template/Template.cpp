#include "interpreter/template/Template.hpp"

#include "interpreter/template/JinjaFile.hpp"
#include "interpreter/template/MustacheFile.hpp"

namespace interpreter {

namespace {

bool is_mustache(const std::string& path) {
    return path.ends_with(".mustache");
}

}  // namespace

RenderedFile render_template_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation,
                                  const TemplateStyle& style) {
    return is_mustache(path) ? render_mustache_file(path, files, evaluation)
                             : render_jinja_file(path, files, evaluation, style);
}

NamesRead names_in_template_file(const std::string& path, SourceFiles& files) {
    try {
        return is_mustache(path) ? names_in_mustache_file(path, files) : names_in_jinja_file(path, files);
    } catch (const DiagnosticError&) {
        // What is wrong with it is said when it is rendered.
        return {};
    }
}

void check_template_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics) {
    if (is_mustache(path))
        check_mustache_file(path, files, diagnostics);
    else
        check_jinja_file(path, files, diagnostics);
}

}  // namespace interpreter
