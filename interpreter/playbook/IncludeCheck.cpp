#include "interpreter/playbook/IncludeCheck.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/playbook/RoleFiles.hpp"
#include "interpreter/playbook/RoleReader.hpp"
#include "interpreter/playbook/TaskFiles.hpp"
#include "interpreter/playbook/TaskReader.hpp"
#include "interpreter/playbook/Walk.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

IncludeCheck::IncludeCheck(Loading& loading, const Play& play) : loading_(loading), play_(play) {}

void IncludeCheck::check() {
    walk(play_, [this](const Element& element) {
        if (const auto* task = dynamic_cast<const Task*>(&element)) visit(*task);
    });
}

void IncludeCheck::visit(const Task& task) {
    const bool of_tasks = task.kind == TaskKind::include_tasks;
    if (!of_tasks && task.kind != TaskKind::include_role) return;
    const std::optional<Value> name = of_tasks || task.arguments.get("name")
                                          ? task.arguments.get(of_tasks ? "file" : "name")
                                          : task.arguments.get("role");
    if (!name || !name->is_text() || is_template(task.arguments)) {
        open_ = true;
        return;
    }
    if (of_tasks)
        visit_tasks(task, name->as_text());
    else
        visit_role(task, name->as_text());
}

Scene IncludeCheck::scene_at(const Task& task, RolePool& pool) const {
    Scene scene;
    scene.play = &play_;
    scene.role = task.role;
    scene.directory = task.directory;
    scene.playbook_directory = play_.directory;
    scene.roles = &pool;
    // It may never run: nothing in it is certain to fail.
    scene.failure_is_caught = true;
    return scene;
}

void IncludeCheck::take(Diagnostics& findings, RolePool& pool) {
    for (std::unique_ptr<Role>& role : pool.take_in_order(findings))
        roles_.push_back(std::move(role));
    const std::vector<Diagnostic>& known = loading_.diagnostics.all();
    for (Diagnostic finding : findings.all()) {
        const bool said = std::any_of(known.begin(), known.end(), [&](const Diagnostic& other) {
            return other.position == finding.position && other.message == finding.message;
        });
        if (said) continue;
        finding.severity = Severity::warning;
        loading_.diagnostics.add(std::move(finding));
    }
}

void IncludeCheck::visit_tasks(const Task& task, const std::string& name) {
    RolePool pool(play_.roles);
    Scene scene = scene_at(task, pool);
    Diagnostics findings;
    Loading loading{loading_.files, loading_.catalogue, loading_.options, loading_.documents, findings};
    const std::string path = find_task_file(name, scene);
    const Position position = task.arguments.get("file")->position();
    auto block = std::make_unique<Block>();
    if (path.empty()) {
        findings.error("file of tasks not found: " + name, position);
    } else if (seen_.insert(path).second) {
        block->parent = task.parent;
        block->role = task.role;
        scene.directory = std::filesystem::path(path).parent_path().string();
        scene.handler_imports = &blocks_;
        const ImportStep step{nullptr, path, position};
        scene.imports = &step;
        const std::shared_ptr<const YamlNode> document = loading.document(path, position);
        const YamlNode* list = document != nullptr ? task_list(*document, path, findings) : nullptr;
        if (list != nullptr) TaskReader(loading, scene).read(*list, *block, block->body);
    }
    take(findings, pool);
    refuse_marks(block->body, why_not_included, loading_.diagnostics);
    const std::vector<BlockItem>& items = block->body;
    blocks_.push_back(std::move(block));
    walk(items, [this](const Element& element) {
        if (const auto* inner = dynamic_cast<const Task*>(&element)) visit(*inner);
    });
}

void IncludeCheck::visit_role(const Task& task, const std::string& name) {
    RoleUse use;
    use.request.name = name;
    use.request.tasks_from = task.arguments.text_of("tasks_from", "main");
    use.request.vars_from = task.arguments.text_of("vars_from", "main");
    use.request.defaults_from = task.arguments.text_of("defaults_from", "main");
    use.request.handlers_from = task.arguments.text_of("handlers_from", "main");
    const Value written = task.arguments.get("name").value_or(task.arguments.get("role").value_or(Value()));
    use.request.position = written.position().known() ? written.position() : task.action_position;
    use.may_repeat = true;
    if (!seen_.insert("role " + name + "/" + use.request.tasks_from).second) return;
    use.role = std::make_unique<Role>();
    RolePool pool(play_.roles);
    const Scene scene = scene_at(task, pool);
    Diagnostics findings;
    Loading loading{loading_.files, loading_.catalogue, loading_.options, loading_.documents, findings};
    const std::size_t first = roles_.size();
    RoleReader(loading, scene).load(std::move(use), *task.parent, task.role);
    take(findings, pool);
    for (std::size_t index = first; index < roles_.size(); ++index) {
        if (roles_[index]->tasks == nullptr) continue;
        const Block& tasks = *roles_[index]->tasks;
        refuse_marks(tasks.body, why_not_included, loading_.diagnostics);
        walk(tasks.body, [this](const Element& element) {
            if (const auto* inner = dynamic_cast<const Task*>(&element)) visit(*inner);
        });
    }
}

}  // namespace interpreter
