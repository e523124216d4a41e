#include "interpreter/actions/actions.hpp"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

Variables loaded(const std::string& path, const ActionCall& call) {
    Diagnostics findings;
    Variables variables = call.variable_files.load(path, findings, call.task.action_position);
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
    return variables;
}

std::vector<std::string> texts(const Value& arguments, const char* name, std::vector<std::string> fallback) {
    const std::optional<Value> list = arguments.get(name);
    if (!list) return fallback;
    std::vector<std::string> found;
    for (const Value& item : list->is_list() ? list->as_list() : List{*list}) found.push_back(item.as_text());
    return found;
}

bool listed(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> files_of(const std::string& directory, const ActionCall& call) {
    const std::vector<std::string> extensions = texts(call.arguments, "extensions", {"json", "yaml", "yml"});
    const std::vector<std::string> ignored = texts(call.arguments, "ignore_files", {});
    const std::string pattern = call.arguments.text_of("files_matching");
    const std::optional<Value> depth = call.arguments.get("depth");
    std::vector<std::string> found;
    for (auto entry = filesystem::recursive_directory_iterator(directory);
         entry != filesystem::recursive_directory_iterator(); ++entry) {
        if (depth && depth->as_integer() > 0 && entry.depth() + 1 >= depth->as_integer())
            entry.disable_recursion_pending();
        if (!entry->is_regular_file()) continue;
        const std::string name = entry->path().filename().string();
        if (listed(ignored, name)) continue;
        if (!pattern.empty() && !std::regex_search(name, std::regex(pattern))) continue;
        const std::string extension = entry->path().extension().string();
        if (extension.empty() || !listed(extensions, extension.substr(1))) {
            if (call.arguments.flag("ignore_unknown_extensions") || !pattern.empty()) continue;
            throw modules::Failure(entry->path().string() + " does not end in one of the accepted extensions");
        }
        found.push_back(entry->path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

ActionResult run_include_vars(const ActionCall& call) {
    const std::string directory = call.arguments.text_of("dir");
    const std::string file = call.arguments.text_of("file");
    if (directory.empty() == file.empty()) throw modules::Failure("include_vars takes either 'file' or 'dir'");
    const std::vector<std::string> paths =
        directory.empty() ? std::vector<std::string>{find_file(file, "vars", call.evaluation)}
                          : files_of(find_file(directory, "vars", call.evaluation), call);
    ActionResult answer;
    answer.variables_layer = Layer::include_vars;
    List included;
    for (const std::string& path : paths) {
        for (const auto& [name, variable] : *loaded(path, call)) answer.variables.set(name, variable.value);
        included.emplace_back(path);
    }
    if (const std::string name = call.arguments.text_of("name"); !name.empty())
        answer.variables = Map{{name, answer.variables}};
    answer.result.data.set("ansible_included_var_files", included);
    return answer;
}

}  // namespace interpreter
