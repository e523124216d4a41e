#include "interpreter/template/Template.hpp"

#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/Output.hpp"
#include "interpreter/expression/TemplateRunner.hpp"
#include "interpreter/template/MustacheWalk.hpp"

#include <mstch/mstch.hpp>

#include <filesystem>
#include <mutex>

namespace interpreter {

namespace {

mstch::node node_of(const Value& value) {
    switch (value.kind()) {
    case Kind::null: return std::string();
    case Kind::boolean: return value.as_boolean();
    // To mstch an integer is a C int, and 0 is false.
    case Kind::integer:
    case Kind::real: return to_python_text(value);
    case Kind::text:
    case Kind::secret: return value.as_text();
    case Kind::list: {
        mstch::array items;
        for (const Value& item : value.as_list()) items.push_back(node_of(item));
        return items;
    }
    case Kind::map: break;
    }
    mstch::map entries;
    for (const std::string& key : value.keys()) entries.emplace(key, node_of(*value.get(key)));
    return entries;
}

void use_no_html() {
    static std::once_flag once;
    std::call_once(once, [] { mstch::config::escape = [](const std::string& text) { return text; }; });
}

bool is_mustache(const std::string& path) { return path.ends_with(".mustache"); }

[[noreturn]] void throw_all(const Diagnostics& findings) {
    Diagnostic first = findings.all().front();
    for (std::size_t index = 1; index < findings.all().size(); ++index)
        first.notes.push_back({"also: " + findings.all()[index].message, findings.all()[index].position});
    throw DiagnosticError(first);
}

FindPartial partials_beside(const std::string& path, SourceFiles& files, const Evaluation& evaluation) {
    return [&files, &evaluation, path](const std::string& name) -> std::optional<MustachePartial> {
        namespace filesystem = std::filesystem;
        std::vector<filesystem::path> directories{filesystem::path(path).parent_path()};
        for (const std::string& directory : evaluation.search_path)
            directories.push_back(filesystem::path(directory) / "templates");
        for (const filesystem::path& directory : directories) {
            const std::string candidate = (directory / (name + ".mustache")).string();
            if (!filesystem::exists(candidate)) continue;
            const std::uint32_t file = files.read(candidate);
            return MustachePartial{files.text(file), {file, 1, 1}};
        }
        return std::nullopt;
    };
}

RenderedFile render_mustache(const std::string& path, std::uint32_t file, SourceFiles& files,
                             const Evaluation& evaluation) {
    use_no_html();
    const std::string& text = files.text(file);
    Diagnostics findings;
    MustacheWalk walk(evaluation, partials_beside(path, files, evaluation), findings);
    walk.walk(mustache_tags(text, {file, 1, 1}, findings));
    if (findings.has_errors()) throw_all(findings);
    return {mstch::render(text, node_of(walk.variables()), walk.partials()), walk.secret()};
}

RenderedFile render_jinja(std::uint32_t file, const SourceFiles& files, const Evaluation& evaluation) {
    const auto parsed = JinjaTemplate::parse(files.text(file), {file, 1, 1}, {Escapes::resolved});
    Evaluator evaluator(evaluation);
    Output output;
    TemplateRunner(evaluator, output).run(parsed->body());
    return {output.text(), output.secret()};
}

}  // namespace

RenderedFile render_template_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation) {
    const std::uint32_t file = files.read(path);
    return is_mustache(path) ? render_mustache(path, file, files, evaluation) : render_jinja(file, files, evaluation);
}

void check_template_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics) {
    try {
        const std::uint32_t file = files.read(path);
        if (is_mustache(path))
            mustache_tags(files.text(file), {file, 1, 1}, diagnostics);
        else
            static_cast<void>(JinjaTemplate::parse(files.text(file), {file, 1, 1}, {Escapes::resolved}));
    } catch (const DiagnosticError& error) {
        diagnostics.add(error.diagnostic());
    }
}

}  // namespace interpreter
