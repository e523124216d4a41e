#include "interpreter/playbook/RoleReader.hpp"

#include "interpreter/playbook/RoleFiles.hpp"
#include "interpreter/playbook/RoleMeta.hpp"
#include "interpreter/playbook/StaticText.hpp"
#include "interpreter/playbook/TaskCheck.hpp"
#include "interpreter/playbook/TaskReader.hpp"
#include "interpreter/variables/VariableName.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace filesystem = std::filesystem;

namespace {

Value as_value(const Variables& variables) {
    Map map;
    if (!variables) return map;
    for (const auto& [name, variable] : *variables)
        map.set(name, variable.value);
    return map;
}

/// Theirs first, each once.
std::vector<const Role*> in_order_of_running(const std::vector<const Role*>& direct) {
    std::vector<const Role*> ordered;
    const auto add = [&](const Role* role) {
        if (std::find(ordered.begin(), ordered.end(), role) == ordered.end()) ordered.push_back(role);
    };
    for (const Role* role : direct) {
        std::for_each(role->dependencies.begin(), role->dependencies.end(), add);
        add(role);
    }
    return ordered;
}

Variables overlaid(const Variables& below, const Variables& above) {
    if (!below) return above;
    if (!above) return below;
    auto joined = std::make_shared<VariableMap>(*below);
    for (const auto& [name, variable] : *above)
        joined->set(name, variable.value, variable.position);
    return joined;
}

void warn_of_plugins(const Role& role, Loading& loading) {
    for (const char* folder :
         {"filter_plugins", "lookup_plugins", "test_plugins", "action_plugins"}) {
        if (!filesystem::is_directory(filesystem::path(role.path) / folder)) continue;
        loading.diagnostics.warning("role '" + role.role_name + "' has " + folder +
                                        "/, which holds Python plugins: they are not supported",
                                    role.position,
                                    "what the role takes from there is an error where it is used");
    }
}

}  // namespace

Value identity_of(const RoleUse& use) {
    const auto written = [&](const char* keyword) {
        const Written* found = use.role->own(keyword);
        return found != nullptr ? found->value : Value();
    };
    return Map{{"parameters", as_value(use.role->variables)},
               {"vars", as_value(use.entry_vars)},
               {"when", written("when")},
               {"tags", written("tags")},
               {"files", List{use.request.tasks_from, use.request.vars_from, use.request.defaults_from,
                              use.request.handlers_from}},
               {"imported", use.may_repeat}};
}

std::unique_ptr<RoleUse> RoleReader::read_entry(const YamlNode& entry, const Element& parent) {
    auto use = std::make_unique<RoleUse>();
    use->role = std::make_unique<Role>();
    Role& role = *use->role;
    role.parent = &parent;
    role.position = entry.position;
    role.variables_layer = Layer::role_parameters;
    Value name;
    if (entry.is_scalar()) {
        name = entry.is_text() ? entry.scalar : Value::written(entry.source, entry.position);
        use->request.position = entry.position;
    } else if (!entry.is_map()) {
        loading_.diagnostics.error("a role entry must be a name or a mapping, found " +
                                       std::string(shape_name(entry)),
                                   entry.position, "write '- ROLE' or '- role: ROLE'");
        return nullptr;
    }
    const KeywordReader keywords(loading_, in_role);
    auto parameters = std::make_shared<VariableMap>();
    for (const YamlEntry& item : entry.entries) {
        if (item.key == "role" || (item.key == "name" && entry.find("role") == nullptr)) {
            if (!item.value.is_scalar()) {
                keywords.report_type(item, "the name of a role");
                return nullptr;
            }
            name = loading_.value_of(item.value);
            use->request.position = item.value.position;
        } else if (item.key == "vars") {
            use->entry_vars = keywords.variables(item);
        } else if (const Keyword* keyword = keywords.keyword(item.key)) {
            keywords.read(item, *keyword, role);
        } else {
            if (!is_variable_name(item.key)) {
                keywords.report_unknown(item);
                continue;
            }
            parameters->set(item.key, loading_.value_of(item.value), item.key_position);
        }
    }
    if (name.is_null()) {
        loading_.diagnostics.error("a role entry needs the name of a role", entry.position,
                                   "write '- role: ROLE'");
        return nullptr;
    }
    if (!parameters->empty()) role.variables = parameters;
    const std::optional<std::string> text = static_text(loading_, name, role, "a role entry");
    if (!text) return nullptr;
    use->request.name = *text;
    return use;
}

std::string RoleReader::find(const RoleUse& use, const Role* dependent) {
    RoleSearch search{scene_.playbook_directory, loading_.options.roles_path, {}};
    if (dependent != nullptr) search.beside = filesystem::path(dependent->path).parent_path().string();
    std::string path = search.find(use.request.name);
    if (!path.empty()) return path;
    std::string where;
    for (const std::string& directory : search.directories())
        where += (where.empty() ? "looked in " : ", ") + directory;
    loading_.report_missing("role not found: " + use.request.name, use.request.position, where);
    return {};
}

Role* RoleReader::load(RoleUse use, const Element& parent, const Role* dependent) {
    const std::string path = find(use, dependent);
    if (path.empty()) return nullptr;
    const Value identity = identity_of(use);
    // A role that is being read already is a cycle, which the pool's graph reports; it must not be read
    // again.
    for (const Role* role = dependent; role != nullptr; role = role->parent_role) {
        if (Role* unfinished = scene_.roles->own(*role);
            unfinished != nullptr && role->path == path && role->identity == identity)
            return unfinished;
    }
    Role& role = *use.role;
    role.parent = &parent;
    role.role_name = filesystem::path(path).filename().string();
    role.path = path;
    role.identity = identity;
    role.parent_role = dependent;
    role.position = use.request.position;
    Meta meta;
    read_meta(role, meta);
    if (!use.may_repeat && !role.allow_duplicates) {
        if (Role* known = scene_.roles->equal(path, identity)) return known;
    }
    const RoleRequest request = use.request;
    read_variables(role, use);
    const bool validates = use.validates_arguments;
    Role& added = scene_.roles->add(std::move(use.role));
    warn_of_plugins(added, loading_);
    Scene own_scene = scene_;
    own_scene.role = &added;
    check_element(added, own_scene, loading_);
    if (meta.dependencies != nullptr) read_dependencies(added, *meta.dependencies);
    if (validates) read_argument_spec(added, meta, request.tasks_from);
    read_tasks(added, request);
    read_handlers(added, request);
    return &added;
}

void RoleReader::read_variables(Role& role, const RoleUse& use) {
    role.defaults = variables_file(role, "defaults", use.request.defaults_from, use.request.position);
    role.vars =
        overlaid(use.entry_vars, variables_file(role, "vars", use.request.vars_from, use.request.position));
}

Variables RoleReader::variables_file(const Role& role, const std::string& folder, const std::string& name,
                                     Position asked_at) {
    const filesystem::path base = filesystem::path(role.path) / folder / name;
    const bool there = filesystem::exists(base) ||
                       !find_yaml_file((filesystem::path(role.path) / folder).string(), name).empty();
    if (!there) {
        if (name != "main")
            loading_.report_missing("role '" + role.role_name + "' has no " + folder + "/" + name, asked_at);
        return nullptr;
    }
    if (filesystem::is_regular_file(base))
        return loading_.files.load(base.string(), loading_.diagnostics, asked_at);
    return loading_.files.load_any(base.string(), loading_.diagnostics);
}

void RoleReader::read_dependencies(Role& role, const YamlNode& list) {
    std::vector<const Role*> direct;
    for (const YamlNode& entry : list.items) {
        std::unique_ptr<RoleUse> use = read_entry(entry, role);
        if (use == nullptr) continue;
        const Position position = use->request.position;
        Role* dependency = load(std::move(*use), role, &role);
        if (dependency == nullptr) continue;
        scene_.roles->add_edge(*dependency, role, EdgeKind::role_dependency, "a dependency in its meta",
                               position);
        if (dependency != &role) direct.push_back(dependency);
    }
    role.dependencies = in_order_of_running(direct);
}

std::string RoleReader::role_file(const Role& role, const std::string& folder, const std::string& name,
                                  Position asked_at) {
    const std::string directory = (filesystem::path(role.path) / folder).string();
    std::string path = find_yaml_file(directory, name);
    // Whoever names a file means one that exists; only `handlers_from` and `tasks_from` name it.
    if (path.empty() && name != "main")
        loading_.report_missing("role '" + role.role_name + "' has no " + folder + "/" + name, asked_at);
    return path;
}

Scene RoleReader::inside(const Role& role, const std::string& folder) const {
    Scene scene = scene_;
    scene.role = &role;
    scene.directory = (filesystem::path(role.path) / folder).string();
    scene.place = folder == "handlers" ? TaskPlace::handlers : TaskPlace::tasks;
    return scene;
}

void RoleReader::read_tasks(Role& role, const RoleRequest& request) {
    role.tasks = std::make_unique<Block>();
    role.tasks->parent = &role;
    role.tasks->role = &role;
    role.tasks->position = role.position;
    const std::string path = role_file(role, "tasks", request.tasks_from, request.position);
    if (path.empty()) return;
    if (ImportStep::closes_cycle(scene_.imports, path, request.position, loading_.diagnostics)) return;
    const ImportStep step{scene_.imports, path, request.position};
    const std::shared_ptr<const YamlNode> document = loading_.document(path, request.position);
    if (document == nullptr) return;
    Scene scene = inside(role, "tasks");
    scene.imports = &step;
    if (const YamlNode* list = task_list(*document, path, loading_.diagnostics))
        TaskReader(loading_, scene).read(*list, *role.tasks, role.tasks->body);
}

void RoleReader::read_handlers(Role& role, const RoleRequest& request) {
    const std::string path = role_file(role, "handlers", request.handlers_from, request.position);
    if (path.empty()) return;
    const std::shared_ptr<const YamlNode> document = loading_.document(path, request.position);
    if (document == nullptr) return;
    Scene scene = inside(role, "handlers");
    scene.handler_imports = &role.handler_imports;
    if (const YamlNode* list = task_list(*document, path, loading_.diagnostics))
        TaskReader(loading_, scene).read_handlers(*list, role, role.handlers);
}

}  // namespace interpreter
