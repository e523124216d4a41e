// The part of TaskReader that puts import_tasks and import_role in their place.

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/RoleReader.hpp"
#include "interpreter/playbook/StaticText.hpp"
#include "interpreter/playbook/TaskCheck.hpp"
#include "interpreter/playbook/TaskFiles.hpp"
#include "interpreter/playbook/TaskReader.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace filesystem = std::filesystem;

namespace {

/// What the imported tasks inherit; the rest would be lost, which is said.
void hand_on_keywords(Task& import, const WrittenAction& action, Element& element, Loading& loading) {
    for (auto& [name, written] : import.keywords) {
        const Keyword* keyword = find_keyword(name);
        const bool is_ours = name == "needs" || name == "id";
        if (keyword->inheritance != Inheritance::none || is_ours)
            element.keywords[name] = written;
        else if (name != "collections")
            loading.diagnostics.warning("'" + name + "' has no effect on " + action.canonical, written.key,
                                        "put it on the tasks that are imported");
    }
    element.name = import.name;
    element.name_position = import.name_position;
    element.position = import.position;
    element.variables = import.variables;
    element.variables_layer = Layer::block_vars;
    element.role = import.role;
}

bool is_flag_set(const WrittenArgument* argument, bool fallback) {
    if (argument == nullptr) return fallback;
    modules::Argument flag;
    flag.type = modules::ArgumentType::boolean;
    return modules::mismatch(flag, argument->value) ? fallback
                                                    : modules::converted(flag, argument->value).as_boolean();
}

}  // namespace

bool TaskReader::may_import(const Task& import, const WrittenAction& action) {
    if (import.loop.empty()) return true;
    const std::string dynamic = action.canonical == "import_role" ? "include_role" : "include_tasks";
    loading_.diagnostics.error(action.name + " cannot loop: it is done before the play runs",
                               import.loop.front().position, "use " + dynamic);
    return false;
}

void TaskReader::import_tasks(Task& import, const WrittenAction& action, std::vector<BlockItem>& items) {
    check_task(import, action, scene_, loading_);
    const WrittenArgument* file = action.find("file");
    if (!may_import(import, action) || file == nullptr) return;
    auto block = std::make_unique<Block>();
    block->parent = import.parent;
    hand_on_keywords(import, action, *block, loading_);
    const std::optional<std::string> name = static_text(loading_, file->value, *block, action.name);
    if (!name) return;
    const std::string path = find_task_file(*name, scene_);
    if (path.empty()) {
        std::string where;
        for (const std::string& directory : task_directories(scene_))
            where += (where.empty() ? "looked in " : ", ") + directory;
        loading_.report_missing("file of tasks not found: " + *name, file->position, where);
        return;
    }
    if (ImportStep::closes_cycle(scene_.imports, path, file->position, loading_.diagnostics)) return;
    const ImportStep step{scene_.imports, path, file->position};
    const std::shared_ptr<const YamlNode> document = loading_.document(path, file->position);
    if (document == nullptr) return;
    if (document->is_null())
        loading_.diagnostics.warning("the file " + *name + " holds no tasks", file->position);
    const YamlNode* list = task_list(*document, *name, loading_.diagnostics);
    if (list == nullptr) return;
    Scene inner = scene_;
    inner.directory = filesystem::path(path).parent_path().string();
    inner.imports = &step;
    if (scene_.place == TaskPlace::handlers) {
        std::vector<std::unique_ptr<Task>> handlers;
        TaskReader(loading_, inner).read_handlers(*list, *block, handlers);
        for (std::unique_ptr<Task>& handler : handlers)
            block->body.emplace_back(std::move(handler));
    } else {
        TaskReader(loading_, inner).read(*list, *block, block->body);
    }
    items.emplace_back(std::move(block));
}

void TaskReader::import_role(Task& import, const WrittenAction& action, std::vector<BlockItem>& items) {
    if (scene_.place == TaskPlace::handlers) {
        loading_.diagnostics.error("import_role cannot be a handler", action.position,
                                   "put the role's tasks into a file for include_tasks");
        return;
    }
    check_task(import, action, scene_, loading_);
    const WrittenArgument* name = action.find("name") != nullptr ? action.find("name") : action.find("role");
    if (!may_import(import, action) || name == nullptr) return;
    RoleUse use;
    use.role = std::make_unique<Role>();
    use.role->parent = import.parent;
    hand_on_keywords(import, action, *use.role, loading_);
    const auto text = [&](const WrittenArgument& argument) {
        return static_text(loading_, argument.value, *use.role, action.name);
    };
    const std::optional<std::string> role_name = text(*name);
    if (!role_name) return;
    use.request.name = *role_name;
    use.request.position = name->position;
    const std::pair<const char*, std::string RoleRequest::*> entries[] = {
        {"tasks_from", &RoleRequest::tasks_from},
        {"vars_from", &RoleRequest::vars_from},
        {"defaults_from", &RoleRequest::defaults_from},
        {"handlers_from", &RoleRequest::handlers_from}};
    for (const auto& [argument_name, member] : entries) {
        const WrittenArgument* argument = action.find(argument_name);
        if (argument == nullptr) continue;
        const std::optional<std::string> file = text(*argument);
        if (!file) return;
        use.request.*member = *file;
    }
    use.may_repeat = is_flag_set(action.find("allow_duplicates"), true);
    use.validates_arguments = is_flag_set(action.find("rolespec_validate"), true);

    const std::size_t first = scene_.roles->size();
    const Role* role = RoleReader(loading_, scene_).load(std::move(use), *import.parent, scene_.role);
    if (role == nullptr) return;
    std::vector<const Role*> chain = role->dependencies;
    chain.push_back(role);
    for (const Role* member : chain) {
        // Those that were there before run in their own places.
        std::unique_ptr<Block> block = scene_.roles->take_tasks(*member, first);
        if (block != nullptr) items.emplace_back(std::move(block));
    }
}

}  // namespace interpreter
