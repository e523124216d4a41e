#include "interpreter/template/JinjaFile.hpp"

#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/NameWalk.hpp"
#include "interpreter/expression/TemplateRunner.hpp"

#include <filesystem>
#include <optional>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

std::shared_ptr<const JinjaTemplate> parsed_file(const std::string& path, SourceFiles& files, Position asked_at,
                                                 const TemplateStyle& style) {
    const std::uint32_t file = files.read(path, asked_at);
    if (style != template_file_style()) return JinjaTemplate::parse(files.text(file), {file, 1, 1}, style);
    return parsed_template(Value::written(files.text(file), {file, 1, 1}), TemplateForm::file);
}

std::optional<std::string> beside(const std::string& name, const std::string& path,
                                  const Evaluation& evaluation) {
    std::vector<filesystem::path> candidates{filesystem::path(path).parent_path() / name};
    for (const std::string& directory : evaluation.search_path) {
        candidates.push_back(filesystem::path(directory) / "templates" / name);
        candidates.push_back(filesystem::path(directory) / name);
    }
    for (const filesystem::path& candidate : candidates) {
        std::error_code ignored;
        if (filesystem::is_regular_file(candidate, ignored)) return candidate.lexically_normal().string();
    }
    return std::nullopt;
}

}  // namespace

RenderedFile render_jinja_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation,
                               const TemplateStyle& style) {
    const std::shared_ptr<const JinjaTemplate> parsed = parsed_file(path, files, {}, style);
    Evaluator evaluator(evaluation);
    evaluator.template_loader = [&](const std::string& name,
                                    Position position) -> std::shared_ptr<const JinjaTemplate> {
        const std::optional<std::string> found = beside(name, path, evaluation);
        return found ? parsed_file(*found, files, position, style) : nullptr;
    };
    Output output;
    TemplateRunner(evaluator, output).run(parsed->body());
    RenderedFile rendered{output.text(), output.secret()};
    // Jinja drops the last line end of a template, Ansible puts back what was there.
    const std::size_t last = rendered.text.find_last_not_of('\n');
    const std::size_t present = rendered.text.size() - (last == std::string::npos ? 0 : last + 1);
    if (present < parsed->final_newlines()) rendered.text.append(parsed->final_newlines() - present, '\n');
    return rendered;
}

NamesRead names_in_jinja_file(const std::string& path, SourceFiles& files) {
    NameWalk walk;
    walk.statements(parsed_file(path, files, {}, template_file_style())->body());
    return {walk.names(), {}, walk.names_of_hosts(), walk.is_dynamic(), walk.is_dynamic_of_hosts()};
}

void check_jinja_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics) {
    try {
        NameWalk walk(&diagnostics);
        walk.statements(parsed_file(path, files, {}, template_file_style())->body());
    } catch (const DiagnosticError& error) {
        diagnostics.add(error.diagnostic());
    }
}

}  // namespace interpreter
