// The part of PlayRunner that runs include_tasks and include_role: what each host would include is found out first,
// then hosts that include the same thing run it together.

#include "interpreter/execution/PlayRunner.hpp"
#include "interpreter/execution/included_path.hpp"
#include "interpreter/execution/TaskKeywords.hpp"
#include "interpreter/expression/Expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

// Far beyond what a playbook needs, and far before the stack ends.
constexpr int deepest_include = 200;

// What one host includes in one turn of the loop.
struct Inclusion {
    Value arguments;
    Map variables;
    Hosts hosts;
    /// The item's label, in a loop.
    std::optional<std::string> item = {};
};

// Variables of the loop that the included tasks see.
Map loop_variables(const Task& task, const VariableScope& scope) {
    Map seen;
    for (const std::string& name : {loop_variable(task), std::string("ansible_loop_var"), std::string("ansible_loop"),
                                    std::string("ansible_index_var")})
        if (const std::optional<VariableScope::Found> found = scope.find(name); found && found->layer == Layer::loop)
            seen.set(name, found->value);
    if (const Value* index = seen.find("ansible_index_var"))
        if (const std::optional<VariableScope::Found> found = scope.find(index->as_text()))
            seen.set(index->as_text(), found->value);
    return seen;
}

void add(std::vector<Inclusion>& inclusions, Value arguments, Map variables, HostState& host,
         const std::optional<std::string>& item) {
    const auto same = std::find_if(inclusions.begin(), inclusions.end(), [&](const Inclusion& known) {
        return known.arguments == arguments && Value(known.variables) == Value(variables) &&
               std::find(known.hosts.begin(), known.hosts.end(), &host) == known.hosts.end();
    });
    if (same != inclusions.end())
        same->hosts.push_back(&host);
    else
        inclusions.push_back({std::move(arguments), std::move(variables), {&host}, item});
}

void throw_errors(const Diagnostics& findings) {
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
}

}  // namespace

std::string included_path(const std::string& name, const Task& task, const std::vector<std::string>& search_path) {
    namespace filesystem = std::filesystem;
    if (filesystem::path(name).is_absolute()) return name;
    std::vector<filesystem::path> candidates;
    if (task.role != nullptr) candidates.push_back(filesystem::path(task.role->path) / "tasks" / name);
    candidates.push_back(filesystem::path(task.directory) / name);
    for (const std::string& directory : search_path) {
        candidates.push_back(filesystem::path(directory) / "tasks" / name);
        candidates.push_back(filesystem::path(directory) / name);
    }
    for (const filesystem::path& candidate : candidates)
        if (filesystem::exists(candidate)) return candidate.lexically_normal().string();
    return (filesystem::path(task.directory) / name).lexically_normal().string();
}

void PlayRunner::run_include(const Task& task, const TaskLabel& label, const Hosts& hosts, Guard guard) {
    std::vector<Inclusion> inclusions;
    const auto fail = [&](HostState& host, const DiagnosticError& error) {
        TaskResult failed{failed_outcome(error), {}};
        run_.reporter.task_finished(label, host.name(), failed.outcome);
        record(task, host, failed, guard);
    };
    const bool once = is_for_first_host_only(task, *hosts.front());
    for (HostState* host : hosts) {
        try {
            const VariableScope scope = variables_.scope(*host, task);
            const Evaluation evaluation{scope, run_.surroundings, variables_.search_path(task)};
            const std::optional<List> items = tasks_.items(task, evaluation);
            bool any = false;
            for (std::size_t index = 0; index < (items ? items->size() : 1); ++index) {
                VariableScope item_scope = scope;
                const Evaluation item_evaluation{item_scope, run_.surroundings, evaluation.search_path};
                if (items) TaskRunner::set_item(item_scope, task, item_evaluation, *items, index);
                if (!tasks_.wanted(task, item_evaluation, nullptr)) continue;
                any = true;
                Map arguments;
                // `apply` stays as written: it belongs to the tasks that are included.
                for (const Map::Entry& entry : task.arguments.as_map())
                    if (entry.first != "apply") arguments.set(entry.first, rendered(entry.second, item_evaluation));
                const std::optional<std::string> shown =
                    items ? std::optional(tasks_.item_label(task, item_evaluation, (*items)[index])) : std::nullopt;
                for (HostState* includer : once ? hosts : Hosts{host})
                    add(inclusions, without_omitted(arguments), loop_variables(task, item_scope), *includer, shown);
            }
            if (!any) {
                TaskResult skipped;
                skipped.outcome.status = Status::skipped;
                skipped.outcome.result = Map{{"changed", false}, {"skipped", true}};
                run_.reporter.task_finished(label, host->name(), skipped.outcome);
                record(task, *host, skipped, guard);
            }
        } catch (const DiagnosticError& error) {
            fail(*host, error);
        }
        if (once) break;
    }
    // As in Ansible every file is announced before the first of their tasks runs.
    std::vector<std::pair<Hosts, std::function<void(const Hosts&)>>> ready;
    for (const Inclusion& inclusion : inclusions) {
        const Element& element = wrapper_of(task, inclusion.variables);
        try {
            if (task.kind == TaskKind::include_role) {
                ready.emplace_back(inclusion.hosts, [&](const Hosts& now) {
                    run_included_role(task, element, inclusion.arguments, now, guard);
                });
            } else {
                const std::string name = inclusion.arguments.text_of("file", inclusion.arguments.text_of("_raw_params"));
                const Block& block = included_file(task, element, included_path(name, task, variables_.search_path(task)),
                                                   inclusion.hosts, inclusion.item);
                ready.emplace_back(inclusion.hosts, [this, &block, guard](const Hosts& now) { run_block(block, now, guard); });
            }
        } catch (const DiagnosticError& error) {
            for (HostState* host : inclusion.hosts) fail(*host, error);
        }
    }
    if (include_depth_ == deepest_include)
        throw DiagnosticError(fmt::format("includes stand more than {} deep", deepest_include), task.action_position,
                              "a file that includes itself needs a `when` that becomes false");
    ++include_depth_;
    for (const auto& [includers, run] : ready) {
        const Hosts now = still_active(includers);
        if (now.empty()) continue;
        try {
            run(now);
        } catch (const DiagnosticError& error) {
            for (HostState* host : now) fail(*host, error);
        }
    }
    --include_depth_;
}

const Element& PlayRunner::wrapper_of(const Task& task, const Map& loop_variables) {
    auto wrapper = std::make_unique<Block>();
    wrapper->parent = task.parent;
    wrapper->role = task.role;
    wrapper->position = task.position;
    wrapper->variables_layer = Layer::include_parameters;
    auto variables = task.variables ? std::make_shared<VariableMap>(*task.variables) : std::make_shared<VariableMap>();
    for (const Map::Entry& entry : loop_variables) variables->set(entry.first, entry.second);
    wrapper->variables = variables;
    made_.push_back(std::move(wrapper));
    return with_applied(task, *made_.back());
}

// What `apply` says stands between the include and what it brings, as a block would.
const Element& PlayRunner::with_applied(const Task& task, const Element& wrapper) {
    const std::optional<Value> apply = task.arguments.get("apply");
    if (!apply || !apply->is_map()) return wrapper;
    auto applied = std::make_unique<Block>();
    applied->parent = &wrapper;
    applied->role = wrapper.role;
    applied->position = task.position;
    for (const Map::Entry& entry : apply->as_map())
        applied->keywords[entry.first] = {entry.second, task.position, task.position};
    if (const std::optional<Value> variables = apply->get("vars"); variables && variables->is_map()) {
        auto map = std::make_shared<VariableMap>();
        for (const Map::Entry& entry : variables->as_map()) map->set(entry.first, entry.second, entry.second.position());
        applied->variables = map;
    }
    made_.push_back(std::move(applied));
    return *made_.back();
}

const Block& PlayRunner::included_file(const Task& task, const Element& wrapper, const std::string& path,
                                       const Hosts& hosts, const std::optional<std::string>& item) {
    Diagnostics findings;
    if (!std::filesystem::exists(path))
        throw DiagnosticError("included file not found: " + path, task.action_position);
    std::unique_ptr<Block> block = run_.loader.load_tasks(path, wrapper, findings);
    throw_errors(findings);
    std::vector<std::string> names;
    for (HostState* host : hosts) {
        names.push_back(host->name());
        ++host->counters.ok;
    }
    run_.reporter.included(std::filesystem::absolute(path).lexically_normal().string(), names, item);
    take_imported_roles(*block);
    included_blocks_.push_back(std::move(block));
    return *included_blocks_.back();
}

void PlayRunner::take_imported_roles(const Block& block) {
    for (const std::unique_ptr<Role>& role : block.imported_roles) {
        handlers_.add(*role);
        variables_.add_role(*role);
    }
}

void PlayRunner::run_included_role(const Task& task, const Element& wrapper, const Value& arguments,
                                   const Hosts& hosts, Guard guard) {
    RoleRequest request;
    request.name = arguments.text_of("name", arguments.text_of("role"));
    request.tasks_from = arguments.text_of("tasks_from", "main");
    request.vars_from = arguments.text_of("vars_from", "main");
    request.defaults_from = arguments.text_of("defaults_from", "main");
    request.handlers_from = arguments.text_of("handlers_from", "main");
    request.position = task.action_position;
    Diagnostics findings;
    std::vector<std::unique_ptr<Role>> roles = run_.loader.load_role(request, wrapper, play_, findings);
    throw_errors(findings);
    for (std::unique_ptr<Role>& loaded : roles) {
        const Role& role = *loaded;
        included_roles_.push_back(std::move(loaded));
        handlers_.add(role);
        if (role.tasks) take_imported_roles(*role.tasks);
        if (arguments.flag("public")) variables_.add_role(role);
        const Hosts now = still_active(hosts);
        if (now.empty()) return;
        if (role.tasks) run_block(*role.tasks, now, guard);
    }
}

}  // namespace interpreter
