#include "interpreter/template/JinjaFile.hpp"

#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/NameWalk.hpp"
#include "interpreter/expression/TemplateRunner.hpp"

#include <filesystem>
#include <optional>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

/// The file's number; of a vault that of what it holds, which no error may quote.
std::uint32_t opened(const std::string& path, SourceFiles& files, Position asked_at, const Vault* vault) {
    const std::uint32_t file = files.read(path, asked_at);
    if (vault == nullptr || !Vault::is_encrypted(files.text(file))) return file;
    return files.add(path, vault->decrypt(files.text(file), {file, 1, 1}), Quoting::forbidden);
}

std::shared_ptr<const JinjaTemplate> parsed_file(std::uint32_t file, const SourceFiles& files, const TemplateStyle& style) {
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

// Jinja drops the last line end of a template, Ansible puts back what was there.
std::string with_line_ends(std::string text, std::size_t wanted) {
    const std::size_t last = text.find_last_not_of('\n');
    const std::size_t present = text.size() - (last == std::string::npos ? 0 : last + 1);
    if (present < wanted) text.append(wanted - present, '\n');
    return text;
}

}  // namespace

RenderedFile render_jinja_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation,
                               const TemplateStyle& style) {
    const Vault* vault = evaluation.surroundings.vault;
    const std::uint32_t file = opened(path, files, {}, vault);
    const std::shared_ptr<const JinjaTemplate> parsed = parsed_file(file, files, style);
    bool vaulted = !files.may_quote(file);
    Evaluator evaluator(evaluation);
    evaluator.template_loader = [&](const std::string& name,
                                    Position position) -> std::shared_ptr<const JinjaTemplate> {
        const std::optional<std::string> found = beside(name, path, evaluation);
        if (!found) return nullptr;
        const std::uint32_t part = opened(*found, files, position, vault);
        vaulted = vaulted || !files.may_quote(part);
        return parsed_file(part, files, style);
    };
    Output output;
    TemplateRunner(evaluator, output).run(parsed->body());
    const std::size_t line_ends = parsed->final_newlines();
    std::string text = with_line_ends(output.text(), line_ends);
    if (vaulted) return {std::move(text), true, {}};
    return {std::move(text), output.secret(), with_line_ends(output.shown(), line_ends)};
}

NamesRead names_in_jinja_file(const std::string& path, SourceFiles& files) {
    NameWalk walk;
    walk.statements(parsed_file(files.read(path), files, template_file_style())->body());
    return {walk.names(), {}, walk.names_of_hosts(), walk.is_dynamic(), walk.is_dynamic_of_hosts()};
}

void check_jinja_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics) {
    try {
        NameWalk walk(&diagnostics);
        walk.statements(parsed_file(files.read(path), files, template_file_style())->body());
    } catch (const DiagnosticError& error) {
        diagnostics.add(error.diagnostic());
    }
}

}  // namespace interpreter
