#include "interpreter/template/Template.hpp"

#include "interpreter/actions/actions.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

// Names that a template may use to say where it came from.
Variables template_variables(const std::string& path) {
    auto variables = std::make_shared<VariableMap>();
    variables->set("template_path", path);
    variables->set("template_fullpath", std::filesystem::absolute(path).string());
    return variables;
}

}  // namespace

ActionResult run_template(const ActionCall& call) {
    const std::string path = find_file(call.arguments.text_of("src"), "templates", call.evaluation);
    VariableScope scope = call.evaluation.scope;
    scope.add(Layer::task_vars, template_variables(path));
    Evaluation evaluation{scope, call.evaluation.surroundings, call.evaluation.search_path};
    // Partials and includes are looked for beside the template first.
    evaluation.search_path.insert(evaluation.search_path.begin(),
                                  std::filesystem::path(path).parent_path().string());
    const RenderedFile file = render_template_file(path, call.files, evaluation);

    Map arguments;
    for (const Map::Entry& entry : call.arguments.as_map()) {
        static constexpr std::string_view own[] = {"src", "lstrip_blocks", "trim_blocks", "newline_sequence",
                                                   "output_encoding"};
        if (std::find(std::begin(own), std::end(own), entry.first) == std::end(own))
            arguments.set(entry.first, entry.second);
    }
    arguments.set("content", file.secret ? Value::secret(file.text) : Value(file.text));
    std::string name = std::filesystem::path(path).filename().string();
    for (const std::string_view suffix : {".mustache", ".j2"})
        if (name.ends_with(suffix)) name.erase(name.size() - suffix.size());
    arguments.set("_original_basename", name);
    ActionResult answer;
    answer.result = call.call_module("copy", arguments, {});
    return answer;
}

}  // namespace interpreter
