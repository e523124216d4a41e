#pragma once

#include "interpreter/template/Template.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <fstream>
#include <string>

namespace interpreter {

/// Template files in a directory of their own, and what they render to.
class TemplateFiles {
  public:
    explicit TemplateFiles(Map variables = {}) {
        for (const auto& [name, value] : variables)
            set(name, value);
    }

    void set(std::string name, Value value) {
        scope_.set(Layer::play_vars, std::move(name), std::move(value));
    }
    /// A value as a file of variables would give it: it may be a template.
    Value written(const std::string& text) {
        return Value::written(text, {files_.add("vars.yml", text), 1, 1});
    }
    void write(const std::string& name, const std::string& text) {
        std::ofstream(directory_.path() + "/" + name) << text;
    }
    RenderedFile render(const std::string& name, const TemplateStyle& style = template_file_style()) {
        const Surroundings surroundings;
        return render_template_file(directory_.path() + "/" + name, files_, {scope_, surroundings, {}}, style);
    }
    std::string text(const std::string& name, const std::string& content) {
        write(name, content);
        return render(name).text;
    }
    /// The error as a person sees it, the directory's name left out.
    std::string error(const std::string& name, const std::string& content) {
        write(name, content);
        try {
            return "no error: " + render(name).text;
        } catch (const DiagnosticError& error) {
            return shown(error.diagnostic());
        }
    }
    std::string findings(const std::string& name, const std::string& content) {
        write(name, content);
        Diagnostics found;
        check_template_file(directory_.path() + "/" + name, files_, found);
        std::string text;
        for (const Diagnostic& diagnostic : found.all())
            text += shown(diagnostic);
        return text;
    }

  private:
    std::string shown(const Diagnostic& diagnostic) {
        std::string text = interpreter::render(diagnostic, files_, Colour::never);
        for (std::size_t at = text.find(directory_.path()); at != std::string::npos;
             at = text.find(directory_.path()))
            text.erase(at, directory_.path().size() + 1);
        return text;
    }

    modules::TemporaryDirectory directory_;
    SourceFiles files_;
    VariableScope scope_;
};

}  // namespace interpreter
