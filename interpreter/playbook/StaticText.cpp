#include "interpreter/playbook/StaticText.hpp"

#include "interpreter/expression/Expression.hpp"

#include <filesystem>

namespace interpreter {

namespace {

std::string absolute(const std::string& directory) {
    return std::filesystem::absolute(directory.empty() ? "." : directory).lexically_normal().string();
}

void add(VariableScope& scope, Layer layer, const Variables& variables) {
    if (variables) scope.add(layer, variables);
}

/// Files named without a template; the others wait for the run.
void add_vars_files(VariableScope& scope, const Play& play, Loading& loading) {
    for (const Written& written : play.vars_files) {
        if (!written.value.is_text() || is_template(written.value)) continue;
        std::filesystem::path path(written.value.as_text());
        if (path.is_relative()) path = std::filesystem::path(play.directory) / path;
        if (!std::filesystem::is_regular_file(path)) continue;
        Diagnostics said_elsewhere;
        add(scope, Layer::play_vars_files,
            loading.files.load(path.string(), said_elsewhere, written.position));
    }
}

VariableScope scope_of(const Element& from, Loading& loading) {
    VariableScope scope;
    std::vector<const Element*> chain;
    for (const Element* element = &from; element != nullptr; element = element->parent)
        chain.insert(chain.begin(), element);
    for (const Element* element : chain) {
        if (const Role* role = element->role) {
            add(scope, Layer::role_defaults, role->defaults);
            add(scope, Layer::role_vars, role->vars);
            scope.set(Layer::magic, "role_path", absolute(role->path));
            scope.set(Layer::magic, "role_name", role->role_name);
            scope.set(Layer::magic, "ansible_role_name", role->role_name);
        }
        add(scope, element->variables_layer, element->variables);
        if (const auto* play = dynamic_cast<const Play*>(element)) {
            add_vars_files(scope, *play, loading);
            scope.set(Layer::magic, "playbook_dir", absolute(play->directory));
        }
    }
    add(scope, Layer::extra_vars, loading.options.extra_variables);
    return scope;
}

}  // namespace

std::optional<std::string> static_text(Loading& loading, const Value& written, const Element& from,
                                       std::string_view what) {
    if (!is_template(written)) return to_python_text(written);
    const VariableScope scope = scope_of(from, loading);
    const Surroundings surroundings;
    try {
        return rendered_text(written, Evaluation{scope, surroundings});
    } catch (const DiagnosticError& error) {
        Diagnostic finding = error.diagnostic();
        finding.message =
            "the name in " + std::string(what) + " must be known before the play runs: " + finding.message;
        finding.hint = "use include_tasks or include_role, or set the variable in 'vars' or with -e";
        loading.diagnostics.add(std::move(finding));
        return std::nullopt;
    }
}

}  // namespace interpreter
