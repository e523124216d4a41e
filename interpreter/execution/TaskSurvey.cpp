#include "interpreter/execution/TaskSurvey.hpp"

#include "interpreter/execution/included_path.hpp"
#include "interpreter/template/Template.hpp"

#include <algorithm>
#include <filesystem>
#include <fnmatch.h>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

bool is_condition(std::string_view keyword) {
    return keyword == "when" || keyword == "until" || keyword == "changed_when" || keyword == "failed_when";
}

bool is_plain(const Value& value) { return value.is_text() && !is_template(value); }

/// `{{ a }}-{{ b }}.yml` as `*-*.yml`.
std::string as_glob(const std::string& text) {
    std::string glob;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find("{{", at);
        glob += text.substr(at, open - at);
        if (open == std::string::npos) break;
        glob += '*';
        const std::size_t close = text.find("}}", open);
        at = close == std::string::npos ? text.size() : close + 2;
    }
    return glob;
}

Value argument(const Task& task, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const std::optional<Value> value = task.arguments.get(name)) return *value;
    return {};
}

// Of an action that takes expressions, not text: assert's `that`, debug's `var`.
Form form_of(const Task& task, std::string_view argument_name) {
    const bool bare = (task.action == "assert" && argument_name == "that") ||
                      (task.action == "debug" && argument_name == "var");
    return bare ? Form::bare : Form::text;
}

}  // namespace

NamesRead TaskSurvey::read_by(const Task& task) const {
    NamesRead read;
    for (const Element* element = &task; element != nullptr; element = element->parent) {
        for (const auto& [keyword, written] : element->keywords)
            read.add(names_read(written.value, is_condition(keyword) ? Form::bare : Form::text));
        // Those of a role or play are found by their names.
        const bool inside =
            dynamic_cast<const Task*>(element) != nullptr || dynamic_cast<const Block*>(element) != nullptr;
        if (element->variables && inside)
            for (const auto& [name, variable] : *element->variables) read.add(names_read(variable.value, Form::text));
    }
    for (const Task::Loop& loop : task.loop) read.add(names_read(loop.over, Form::text));
    if (!task.arguments.is_map()) {
        read.add(names_read(task.arguments, Form::text));
        return read;
    }
    for (const Map::Entry& entry : task.arguments.as_map())
        read.add(names_read(entry.second, form_of(task, entry.first)));
    if (task.action != "template") return read;
    const Value source = argument(task, {"src"});
    if (!source.is_text()) return read;
    const std::vector<std::string> files = files_named(task, source.as_text(), "templates");
    for (const std::string& file : files) read.add(names_in_template_file(file, run_.files));
    if (files.empty() && !is_plain(source)) read.dynamic = read.dynamic_of_hosts = true;
    return read;
}

NamesSet TaskSurvey::set_by(const Task& task) {
    NamesSet set;
    if (const Written* name = task.own("register")) {
        if (is_plain(name->value)) set.names[name->value.as_text()] = {"registers", name->position, true};
    }
    const bool certain = task.collect("when").empty();
    if (task.action == "set_fact" && task.arguments.is_map()) {
        for (const Map::Entry& entry : task.arguments.as_map()) {
            if (entry.first.find("{{") != std::string::npos) set.unknown = true;
            set.names.try_emplace(entry.first, NamesSet::Name{"sets", task.position, certain});
        }
    } else if (task.action == "set_fact") {
        set.unknown = true;
    } else if (task.action == "include_vars") {
        const Value name = argument(task, {"name"});
        const Value file = argument(task, {"file", "_raw_params"});
        if (is_plain(name)) {
            set.names[name.as_text()] = {"includes", task.position, certain};
            return set;
        }
        const std::vector<std::string> files =
            file.is_text() && name.is_null() ? files_named(task, file.as_text(), "vars") : std::vector<std::string>{};
        set.unknown = files.empty();
        for (const std::string& path : files) {
            Diagnostics ignored;
            const Variables variables = run_.variable_files.load(path, ignored, task.position);
            if (!variables) continue;
            included_.push_back(variables);
            for (const auto& [variable, value] : *variables)
                set.names.try_emplace(variable, NamesSet::Name{"includes", task.position, certain});
        }
    } else if (task.action == "setup" || (task.action.ends_with("_facts") && task.action != "set_fact")) {
        set.facts = true;
    }
    return set;
}

// A computed name stands for every file that it fits; its directory must be plain.
std::vector<std::string> TaskSurvey::files_named(const Task& task, const std::string& name,
                                                 const std::string& folder) const {
    const std::string glob = as_glob(name);
    const filesystem::path pattern(glob);
    std::vector<std::string> found;
    if (glob == "*" || pattern.parent_path().string().find('*') != std::string::npos) return found;
    for (const std::string& directory : variables_.search_path(task)) {
        for (const filesystem::path& base : {filesystem::path(directory) / folder, filesystem::path(directory)}) {
            std::error_code ignored;
            const filesystem::path place = base / pattern.parent_path();
            for (const filesystem::directory_entry& entry : filesystem::directory_iterator(place, ignored)) {
                const std::string file = entry.path().filename().string();
                if (entry.is_regular_file(ignored) && ::fnmatch(pattern.filename().c_str(), file.c_str(), 0) == 0)
                    found.push_back(entry.path().lexically_normal().string());
            }
            if (!found.empty()) return found;
        }
    }
    return found;
}

void TaskSurvey::close(NamesRead& read, const VariableScope& scope) const {
    std::vector<std::string> open(read.names.begin(), read.names.end());
    open.insert(open.end(), read.perhaps.begin(), read.perhaps.end());
    const auto look_into = [&](const Value& value) {
        const NamesRead more = names_read(value, Form::text);
        for (const std::string& name : more.names)
            if (!read.names.contains(name)) open.push_back(name);
        read.add(more);
    };
    while (!open.empty()) {
        const std::string name = open.back();
        open.pop_back();
        if (const std::optional<VariableScope::Found> found = scope.find(name);
            found && found->layer != Layer::magic)
            look_into(found->value);
        for (const Variables& variables : included_)
            if (const Variable* variable = variables->find(name)) look_into(variable->value);
    }
}

void TaskSurvey::walk_tasks(const BlockItem& item, const Visit& visit, const Visit& unknown) {
    if (const auto* block = std::get_if<std::unique_ptr<Block>>(&item)) {
        for (const std::vector<BlockItem>* part : {&(*block)->body, &(*block)->rescue, &(*block)->always})
            for (const BlockItem& inner : *part) walk_tasks(inner, visit, unknown);
        return;
    }
    const Task& task = *std::get<std::unique_ptr<Task>>(item);
    visit(task);
    if (task.kind == TaskKind::include_tasks || task.kind == TaskKind::include_role)
        walk_include(task, visit, unknown);
}

void TaskSurvey::walk_include(const Task& task, const Visit& visit, const Visit& unknown) {
    const bool of_tasks = task.kind == TaskKind::include_tasks;
    const Value name = of_tasks ? argument(task, {"file", "_raw_params"}) : argument(task, {"name", "role"});
    std::vector<std::string> parts{task.directory, of_tasks ? "tasks" : "role"};
    for (const Value& part : {name, argument(task, {"tasks_from"}), argument(task, {"vars_from"}),
                              argument(task, {"defaults_from"})}) {
        if (!part.is_null() && !is_plain(part)) return unknown(task);
        parts.push_back(part.is_text() ? part.as_text() : "");
    }
    std::string key;
    for (const std::string& part : parts) key += part + "\n";
    // What includes itself is looked into once.
    if (!name.is_text() || !open_includes_.insert(key).second) return;
    Diagnostics ignored;
    std::vector<const Block*> found;
    if (of_tasks) {
        const std::string path = included_path(name.as_text(), task, variables_.search_path(task));
        if (filesystem::exists(path)) {
            blocks_.push_back(run_.loader.load_tasks(path, *task.parent, ignored));
            found.push_back(blocks_.back().get());
        }
    } else {
        RoleRequest request;
        request.name = name.as_text();
        if (!parts[3].empty()) request.tasks_from = parts[3];
        if (!parts[4].empty()) request.vars_from = parts[4];
        if (!parts[5].empty()) request.defaults_from = parts[5];
        request.position = task.action_position;
        for (std::unique_ptr<Role>& role : run_.loader.load_role(request, *task.parent, variables_.play(), ignored)) {
            for (const Variables& variables : {role->defaults, role->vars})
                if (variables) included_.push_back(variables);
            if (role->tasks) found.push_back(role->tasks.get());
            roles_.push_back(std::move(role));
        }
    }
    for (const Block* block : found)
        for (const BlockItem& inner : block->body) walk_tasks(inner, visit, unknown);
    open_includes_.erase(key);
}

}  // namespace interpreter
